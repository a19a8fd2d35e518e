"""The questions of a proposal as data: the one file to edit to add or change a question."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.check.verdict import is_signal
from regelruimte.fields.kinds import (
    AREA,
    CHOICE,
    CHOICES,
    EMAIL,
    FLAG,
    LINE,
    MONTH,
    NUMBER,
    PHONE,
)
from regelruimte.fields.question import Choice, Condition, Question, Situation, always
from regelruimte.proposals.kinds import CITATION, LEVEL
from regelruimte.proposals.levels import LEVELS


@dataclass(frozen=True, slots=True)
class Step:
    """Questions that are asked together: their place in the address, and their heading."""

    slug: str
    title: str
    intro: str = ""


RULE, ABOUT_YOU, TITLE = "regel", "over-jou", "titel"

RULE_STEP = Step(
    RULE,
    "De regel en jouw idee",
    "Beschrijf één regel. Noem geen namen, en niets over gezondheid of een vakbond.",
)
ABOUT_YOU_STEP = Step(ABOUT_YOU, "Over jou")
# What must be answered before a proposal can be sent: a first reply needs no more.
STEPS: tuple[Step, ...] = (RULE_STEP, ABOUT_YOU_STEP)

# The title is made from the rest, and can be changed here.
TITLE_STEP = Step(TITLE, "De titel van je voorstel")

# What can be told once it was sent: nothing in it is required.
PARTS: tuple[Step, ...] = (
    Step("kosten", "Wat de regel kost"),
    Step("doel", "Waarom de regel er is"),
    Step("aanpak", "Hoe je het wilt uitproberen"),
    Step("grenzen", "Privacy, veiligheid en andere grenzen"),
    Step("pilot", "Wanneer en met wie"),
    Step("functie", "Jij en je leidinggevende"),
)
# Asked on a page of its own, at any time; an older form asked it with the rest.
SHARING_STEP = Step("delen", "Je voorbeeld delen")
_ABOUT_APPLICANT = {ABOUT_YOU, "functie", SHARING_STEP.slug}


def is_about_applicant(step: str) -> bool:
    """Tell whether a step asks about the applicant: nobody asks that again, or exports it."""
    return step in _ABOUT_APPLICANT


def _no_signal(situation: Situation) -> bool:
    """Hold unless the check says "nu nog niet": a signaal asks for no pilot."""
    return not is_signal(situation.check)


def _mandate_is(answer: str) -> Condition:
    return lambda situation: _no_signal(situation) and situation.check.get("mandate") == answer


QUESTIONS: tuple[Question, ...] = (
    Question(
        key="title",
        step=TITLE,
        short="Titel",
        label="Hoe heet je voorstel?",
        help="Laat je dit leeg? Dan nemen we de eerste woorden van de regel.",
        kind=LINE,
        maximum=80,
    ),
    Question(
        key="rule_text",
        step=RULE,
        short="De regel",
        label="Wat moet er volgens de regel?",
        kind=AREA,
        required=always,
        missing="Schrijf op wat er volgens de regel moet.",
        minimum=30,
        maximum=1500,
    ),
    Question(
        key="rule_source",
        step=RULE,
        short="Waar de regel staat",
        label="Waar staat de regel?",
        help="Naam, artikel, nummer of link.",
        kind=CITATION,
        maximum=500,
    ),
    Question(
        key="rule_level",
        step=RULE,
        short="Soort regel",
        label="Wat voor regel is het?",
        kind=LEVEL,
        choices=LEVELS,
        required=always,
        missing="Kies wat voor regel het is. Twijfel je? Kies “Weet ik niet”.",
    ),
    Question(
        key="example",
        step="kosten",
        short="Voorbeeld",
        label="Wat merk je van de regel in je werk?",
        help="Geef een voorbeeld van de laatste keer. Noem geen namen.",
        kind=AREA,
        maximum=1500,
    ),
    Question(
        key="frequency",
        step="kosten",
        short="Hoe vaak",
        label="Hoe vaak heb je met de regel te maken?",
        kind=CHOICE,
        choices=(
            Choice("day", "Elke dag"),
            Choice("week", "Elke week"),
            Choice("month", "Elke maand"),
            Choice("year", "Een paar keer per jaar"),
        ),
    ),
    Question(
        key="hours_per_month",
        step="kosten",
        short="Uren per maand",
        label="Hoeveel uur kost de regel je team per maand?",
        help="Een schatting is goed genoeg.",
        kind=NUMBER,
        unit=("uur", "uur"),
        maximum=2000,
    ),
    Question(
        key="affected",
        step="kosten",
        short="Wie er last van heeft",
        label="Wie heeft er last van?",
        help="Je kunt meer antwoorden kiezen.",
        kind=CHOICES,
        choices=(
            Choice("me", "Ikzelf"),
            Choice("team", "Het team"),
            Choice("departments", "Andere afdelingen"),
            Choice("residents", "Inwoners"),
            Choice("businesses", "Bedrijven en instellingen"),
            Choice("governments", "Andere overheden"),
        ),
    ),
    Question(
        key="rule_purpose",
        step="doel",
        short="Waarom de regel er is",
        label="Waarom is deze regel ooit bedacht, denk je?",
        help="Bijna elke regel had een goede reden. Als je die kent, is je idee sterker.",
        kind=AREA,
        maximum=800,
    ),
    Question(
        key="already_tried",
        step="doel",
        short="Al geprobeerd",
        label="Wat heb je al geprobeerd?",
        help="Heb je erover gesproken? Vroeg je of het anders mag?",
        kind=AREA,
        maximum=800,
    ),
    Question(
        key="rule_owner",
        step="doel",
        short="Wie over de regel beslist",
        label="Wie beslist over deze regel?",
        help="Dus: wie kan de regel veranderen?",
        kind=CHOICE,
        choices=(
            Choice("team", "Het eigen team"),
            Choice("organisation", "De eigen organisatie"),
            Choice("management", "De directie"),
            Choice(
                "executive_board",
                "Het college van B en W, Gedeputeerde Staten of het dagelijks bestuur",
            ),
            Choice("council", "De gemeenteraad, Provinciale Staten of het algemeen bestuur"),
            Choice("ministry", "Een ministerie"),
            Choice("social_partners", "Werkgevers en bonden samen"),
            Choice("eu", "De Europese Unie"),
            Choice("unknown", "Weet ik niet"),
        ),
    ),
    Question(
        key="pilot_form",
        step="aanpak",
        short="Aanpak",
        label="Hoe wil je dit uitproberen?",
        help="Weet je het nog niet? Dan bespreken we het samen.",
        kind=CHOICE,
        choices=(
            Choice("right_to_challenge", "Een tijd anders werken dan de regel zegt"),
            Choice(
                "doe_tank",
                "Samen uitzoeken in een Doe Tank",
                "Je zoekt met anderen uit wat er wel kan, en probeert dat meteen.",
            ),
            Choice("other", "Iets anders"),
            Choice("unsure", "Weet ik nog niet"),
        ),
    ),
    Question(
        key="alternative",
        step=RULE,
        short="Het idee",
        label="Hoe zou jij het doen?",
        help="Een paar zinnen is genoeg.",
        kind=AREA,
        required=always,
        missing="Schrijf op hoe jij het zou doen.",
        minimum=50,
        maximum=2000,
    ),
    Question(
        key="safeguard",
        step="aanpak",
        short="Doel van de regel",
        label="Hoe zorg je dat het doel van de regel toch gehaald wordt?",
        help="Bijvoorbeeld met een controle achteraf of een steekproef.",
        kind=AREA,
        maximum=1000,
    ),
    Question(
        key="expected_gain",
        step="aanpak",
        short="Wat het oplevert",
        label="Wat levert het op?",
        help="Denk aan tijd, kwaliteit, geld of plezier in je werk.",
        kind=AREA,
        maximum=1000,
    ),
    Question(
        key="measure",
        step="aanpak",
        short="Waaraan je het ziet",
        label="Waaraan zie je dat het werkt?",
        help="Wat kun je nu tellen, en aan het eind nog een keer?",
        kind=AREA,
        maximum=600,
    ),
    Question(
        key="boundaries",
        step="grenzen",
        short="Grenzen",
        label="Gaat je idee ook over een van deze punten?",
        help="Je kunt meer antwoorden kiezen. Je voorstel valt hierdoor niet af: we kijken er "
        "samen naar.",
        kind=CHOICES,
        choices=(
            Choice("residents_rights", "Rechten van inwoners"),
            Choice("safety", "Veiligheid of gezondheid"),
            Choice("privacy", "Privacy"),
            Choice("eu_rules", "Europese regels"),
            Choice("constitution", "De Grondwet"),
            Choice("equal_treatment", "Gelijke behandeling van mensen of bedrijven"),
            Choice("accountability", "Verantwoording van geld"),
            Choice("cost_to_others", "Kosten voor anderen"),
            Choice("none", "Geen van deze"),
            Choice("unknown", "Weet ik niet"),
        ),
        exclusive="none",
    ),
    Question(
        key="risk",
        step="grenzen",
        short="Wat er mis kan gaan",
        label="Wat kan er misgaan, en wat doe je dan?",
        kind=AREA,
        maximum=1000,
    ),
    Question(
        key="start_month",
        step="pilot",
        short="Begin",
        label="Wanneer wil je beginnen?",
        kind=MONTH,
        maximum=24,
        applies=_no_signal,
    ),
    Question(
        key="duration_months",
        step="pilot",
        short="Duur",
        label="Hoe lang wil je het proberen?",
        help="Bijvoorbeeld 3 of 6 maanden.",
        kind=NUMBER,
        unit=("maand", "maanden"),
        minimum=1,
        maximum=24,
        applies=_no_signal,
    ),
    Question(
        key="colleagues",
        step="pilot",
        short="Collega’s",
        label="Hoeveel collega’s doen mee?",
        help="Tel jezelf niet mee. Nog niemand? Vul 0 in.",
        kind=NUMBER,
        unit=("collega", "collega’s"),
        maximum=50,
        applies=_no_signal,
    ),
    Question(
        key="mandate_holder",
        step="pilot",
        short="Toestemming van",
        label="Wie gaf toestemming?",
        help="Vul een functie in, geen naam.",
        kind=LINE,
        maximum=120,
        applies=_mandate_is("yes"),
    ),
    Question(
        key="mandate_help",
        step="pilot",
        short="Hulp van BZK",
        label="Waar kan BZK bij helpen?",
        help="Vertel ook wie er toestemming moet geven. Bijvoorbeeld: een gesprek met de "
        "directeur.",
        kind=AREA,
        maximum=800,
        applies=_mandate_is("with_bzk"),
    ),
    Question(
        key="confidential",
        step=ABOUT_YOU,
        short="Wie het mag lezen",
        label="Wie mag dit voorstel lezen?",
        help="Nooit je leidinggevende, zonder jouw toestemming.",
        kind=CHOICE,
        choices=(
            Choice("normal", "Gewoon: IMI en BZK"),
            Choice("confidential", "Vertrouwelijk: alleen IMI"),
        ),
        required=always,
        missing="Kies wie je voorstel mag lezen.",
    ),
    Question(
        key="name",
        step=ABOUT_YOU,
        short="Naam",
        label="Je naam",
        kind=LINE,
        required=always,
        missing="Vul je naam in.",
        minimum=2,
        maximum=120,
        autocomplete="name",
    ),
    Question(
        key="email",
        step=ABOUT_YOU,
        short="E-mailadres",
        label="Je e-mailadres",
        help="Je privéadres mag ook.",
        kind=EMAIL,
        required=always,
        missing="Vul je e-mailadres in. Daar krijg je onze reactie.",
        maximum=254,
        autocomplete="email",
    ),
    Question(
        key="phone",
        step=ABOUT_YOU,
        short="Telefoonnummer",
        label="Je telefoonnummer",
        kind=PHONE,
        maximum=30,
        autocomplete="tel",
    ),
    Question(
        key="organisation",
        step=ABOUT_YOU,
        short="Organisatie",
        label="Je organisatie",
        kind=LINE,
        required=always,
        missing="Vul in bij welke organisatie je werkt.",
        minimum=2,
        maximum=120,
        autocomplete="organization",
    ),
    Question(
        key="job_title",
        step="functie",
        short="Functie",
        label="Wat is je functie?",
        kind=LINE,
        maximum=120,
        autocomplete="organization-title",
    ),
    Question(
        key="manager_knows",
        step="functie",
        short="Leidinggevende weet het",
        label="Weet je leidinggevende van dit voorstel?",
        help="We nemen nooit contact op met je leidinggevende zonder jouw toestemming.",
        kind=CHOICE,
        choices=(
            Choice("yes", "Ja"),
            Choice("not_yet", "Nog niet"),
            Choice("rather_not", "Nee, en houd dat zo"),
        ),
    ),
    Question(
        key="may_share",
        step=SHARING_STEP.slug,
        short="Vragen of het op de site mag",
        label="Jullie mogen mij vragen of mijn voorbeeld op de site mag. Ik zie dan eerst wat er "
        "komt te staan.",
        help="Je kunt je keuze altijd veranderen.",
        kind=FLAG,
    ),
)


def question_of(key: str) -> Question | None:
    """Return the question with this key; None for an answer to what is asked no more."""
    return next((question for question in QUESTIONS if question.key == key), None)
