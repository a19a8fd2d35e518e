"""What is asked around a consent: of the applicant who asks for it, and of whoever gives it."""

from __future__ import annotations

from dataclasses import replace

from regelruimte.consents.kinds import KINDS, ConsentKind
from regelruimte.fields.kinds import AREA, EMAIL, FLAG, LINE, one_of
from regelruimte.fields.question import NO, YES, Choice, Question, Situation, always
from regelruimte.pilots.condition_questions import LONGEST

DAYS = 60
YES_IF = "yes_if"

# Of the applicant

FOR_WHOM = one_of(
    "consent_kind",
    "Van wie heb je toestemming nodig?",
    "Kies van wie je toestemming nodig hebt.",
    *(Choice(kind.key, kind.label, kind.help) for kind in KINDS),
)
SHOWS_TITLE = one_of(
    "shows_title",
    "Mag de titel van je voorstel erbij staan?",
    "Kies of de titel erbij mag staan.",
    Choice(YES, "Ja"),
    Choice(NO, "Nee, laat de titel weg"),
    help="Aan een titel kan iemand soms zien wie het voorstel schreef.",
)
OPENS_CONFIDENTIAL = Question(
    key="opens_confidential",
    label="Ja, wie de link heeft, mag de samenvatting van mijn vertrouwelijke voorstel lezen",
    kind=FLAG,
    required=always,
    missing="Vink aan dat wie de link heeft, de samenvatting mag lezen. Anders maken we geen link.",
)
REVOKE_IT = one_of(
    "revoke_it",
    "Wil je de link intrekken?",
    "Kies of je de link wilt intrekken.",
    Choice(YES, "Ja, de link mag niet meer werken"),
    Choice(NO, "Nee, laat de link werken"),
)
TOO_MANY = "Je maakte vandaag al veel links. Probeer het morgen opnieuw, of bel ons."


def questions_of_applicant(*, confidential: bool) -> tuple[Question, ...]:
    """Return what is asked before a link is made; more when the proposal is confidential."""
    return (FOR_WHOM, SHOWS_TITLE, *((OPENS_CONFIDENTIAL,) if confidential else ()))


# Of whoever has the link

ANSWERS: tuple[Choice, ...] = (
    Choice(YES, "Ja"),
    Choice(YES_IF, "Ja, als aan mijn voorwaarde is voldaan"),
    Choice(NO, "Nee"),
)


def _has_condition(situation: Situation) -> bool:
    return situation.answers.get(ANSWER.key) == YES_IF


ANSWER = one_of(
    "consent_answer",
    "Geef je toestemming voor de pilot?",
    "Kies ja, ja met een voorwaarde, of nee.",
    *ANSWERS,
)
CONDITION = Question(
    key="consent_condition",
    label="Koos je ja met een voorwaarde? Welke?",
    help="Eén voorwaarde. De pilot begint pas als eraan voldaan is.",
    kind=AREA,
    required=_has_condition,
    missing="Schrijf je voorwaarde op.",
    maximum=LONGEST,
)
FUNCTION = Question(
    key="consent_function",
    label="Wat is je functie, en waar werk je?",
    help="Bijvoorbeeld: afdelingshoofd vergunningen. Vul geen naam in.",
    kind=LINE,
    required=always,
    missing="Vul je functie in.",
    minimum=2,
    maximum=80,
)
ADDRESS = Question(
    key="consent_email",
    label="Je zakelijke e-mailadres",
    help="We mailen je een code, zodat we weten dat het adres van jou is. We laten het adres aan "
    "niemand zien. Wel zien de indiener en de coördinatoren wat er achter de @ staat.",
    kind=EMAIL,
    required=always,
    missing="Vul je zakelijke e-mailadres in.",
    maximum=254,
    autocomplete="email",
)
TAKE_BACK_IT = one_of(
    "take_back_it",
    "Wil je je antwoord intrekken?",
    "Kies of je je antwoord wilt intrekken.",
    Choice(YES, "Ja, trek mijn antwoord in"),
    Choice(NO, "Nee, mijn antwoord blijft staan"),
)


def _is_taken_back(situation: Situation) -> bool:
    return situation.answers.get(TAKE_BACK_IT.key) == YES


SAME_ADDRESS = replace(
    ADDRESS,
    label="Het e-mailadres waarmee je antwoordde",
    help="Vul in als je ja kiest. We mailen je een nieuwe code naar hetzelfde adres.",
    required=_is_taken_back,
    missing="Vul het e-mailadres in waarmee je antwoordde.",
)
IS_APPLICANT = (
    "Dit is het adres van wie het voorstel schreef. Toestemming moet van iemand anders komen. "
    "Vul je eigen zakelijke e-mailadres in."
)
IS_COORDINATOR = (
    "Dit is het adres van een coördinator. Toestemming moet van iemand anders komen. "
    "Vul je eigen zakelijke e-mailadres in."
)


def questions_of(kind: ConsentKind) -> tuple[Question, ...]:
    """Return what the page behind a link asks, in the words of what it is a link for."""
    return (replace(ANSWER, help=kind.asked), CONDITION, FUNCTION, ADDRESS)
