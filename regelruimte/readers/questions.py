"""What is asked when somebody is to read along: of the coordinator, the applicant, the reader."""

from __future__ import annotations

from collections.abc import Iterable

from regelruimte.fields.kinds import AREA, CHOICES, EMAIL, FLAG, LINE, NUMBER, one_of
from regelruimte.fields.question import NO, YES, Choice, Question, always
from regelruimte.readers.parts import ReadPart

MOST_DAYS, USUAL_DAYS = 60, 14

# Of a coordinator

EMAIL_OF_READER = Question(
    key="reader_email",
    label="Zakelijk e-mailadres van de lezer",
    help="De link en een code gaan naar dit adres. Kijk het goed na.",
    kind=EMAIL,
    required=always,
    missing="Vul het zakelijke e-mailadres van de lezer in.",
    maximum=254,
)
FUNCTION = Question(
    key="reader_function",
    label="Functie van de lezer, zonder naam",
    help="Bijvoorbeeld: jurist van BZK. De indiener leest de functie ook.",
    kind=LINE,
    required=always,
    missing="Vul de functie van de lezer in.",
    minimum=2,
    maximum=80,
)
SHOWS_PERSON = Question(
    key="shows_person",
    label="Laat ook de naam, het e-mailadres en het telefoonnummer zien",
    kind=FLAG,
)
SHOWS_ORGANISATION = Question(
    key="shows_organisation",
    label="Laat ook de organisatie zien",
    kind=FLAG,
)
DAYS = Question(
    key="reader_days",
    label="Hoeveel dagen mag de lezer meelezen?",
    kind=NUMBER,
    required=always,
    missing="Vul in hoeveel dagen de lezer mag meelezen.",
    unit=("dag", "dagen"),
    minimum=1,
    maximum=MOST_DAYS,
)
MESSAGE = Question(
    key="reader_message",
    label="Je vraag aan de lezer",
    help="De lezer ziet je vraag boven de tekst. Schrijf er niets in over wie de indiener is.",
    kind=AREA,
    maximum=1000,
)
OWN_ADDRESS = "Dit is het adres van de indiener. Vul het adres van de lezer in."
IS_COORDINATOR = "Een coördinator leest het voorstel al. Vul het adres van de lezer in."
NO_MAIL = (
    "De indiener krijgt geen mail meer van ons. Vul eerst bij het voorstel een ander adres in."
)
TOO_OFTEN = "Wij stuurden het laatste uur al vaak mail. Probeer het over een uur opnieuw."


def which_parts(parts: Iterable[ReadPart]) -> Question:
    """Return the question which of these parts may be read; none is ticked beforehand."""
    return Question(
        key="parts",
        label="Welke delen mag de lezer zien?",
        help="De lezer ziet alleen wat je aanvinkt. Onderaan lees je wat er in elk deel staat.",
        kind=CHOICES,
        choices=tuple(Choice(part.key, part.title) for part in parts),
        required=always,
        missing="Vink minstens één deel aan.",
    )


# Of the applicant

MAY_READ = one_of(
    "may_read",
    "Mag deze lezer meelezen?",
    "Kies of deze lezer mag meelezen.",
    Choice(YES, "Ja, dat mag"),
    Choice(NO, "Nee, dat mag niet"),
)

# Of the reader: not chosen beforehand, so a mail scanner that submits the form asks for no code.

WANTS_CODE = one_of(
    "wants_code",
    "Is deze mail voor jou?",
    "Kies of deze mail voor jou is.",
    Choice(YES, "Ja, mail mij een code"),
    Choice(NO, "Nee, sluit deze link"),
)
READER_CODE = Question(
    key="reader_code",
    label="Typ de code uit de mail",
    help="De code ziet eruit als 7KQ4-M2XV.",
    kind=LINE,
    required=always,
    missing="Typ de code uit de mail.",
    maximum=40,
    autocomplete="one-time-code",
)
WRONG_CODE = (
    "Deze code klopt niet of werkt niet meer. Kijk in de nieuwste mail, of vraag een nieuwe code."
)
REMARK_OF_READER = Question(
    key="reader_remark",
    label="Wat wil je de coördinatoren laten weten?",
    help="Alleen de coördinatoren lezen je opmerking. Je kunt één keer een opmerking sturen.",
    kind=AREA,
    required=always,
    missing="Schrijf je opmerking op.",
    minimum=1,
    maximum=2000,
)
REMARK_READY = Question(
    key="remark_ready",
    label="Ja, stuur mijn opmerking",
    kind=FLAG,
    required=always,
    missing="Vink aan dat je je opmerking wilt sturen.",
)
