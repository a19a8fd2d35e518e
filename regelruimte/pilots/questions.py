"""What each step of a pilot asks."""

from __future__ import annotations

from collections.abc import Iterable

from regelruimte.fields.kinds import AREA, CHOICES, DATE, LINE, NUMBER, one_of
from regelruimte.fields.question import NO, YES, Choice, Question, Situation, always, never
from regelruimte.pilots.status import MANDATES, ROOMS
from regelruimte.proposals.outcomes import OUTCOMES
from regelruimte.replies.kinds import PILOT_FORMS


def _text(key: str, label: str, missing: str, help: str = "", maximum: int = 1500) -> Question:
    return Question(
        key=key,
        label=label,
        help=help,
        kind=AREA,
        required=always if missing else never,
        missing=missing,
        maximum=maximum,
    )


def _day(key: str, label: str, missing: str, help: str = "") -> Question:
    return Question(key=key, label=label, help=help, kind=DATE, required=always, missing=missing)


def _hours(key: str, label: str, missing: str) -> Question:
    return Question(
        key=key,
        label=label,
        help="Een schatting in hele uren is goed genoeg. Vul 0 in als het werk geen tijd kost.",
        kind=NUMBER,
        required=always,
        missing=missing,
        maximum=2000,
        unit=("uur per maand", "uur per maand"),
    )


def _wants_otherwise(situation: Situation) -> bool:
    return situation.answers.get("accept_it") == NO


def _is_given(situation: Situation) -> bool:
    return situation.answers.get("room") == "given"


AGREE = (
    _text(
        "agreed_what", "Wat gaan jullie proberen?", "Schrijf op wat jullie gaan proberen.", "", 2000
    ),
    _text(
        "agreed_reach",
        "Wie doen er mee, en waar?",
        "Schrijf op wie er meedoen en waar.",
        "Noem functies en teams, geen namen.",
        800,
    ),
    one_of("agreed_form", "Welke vorm heeft de pilot?", "Kies de vorm van de pilot.", *PILOT_FORMS),
    _day("agreed_start", "Wanneer begint de pilot?", "Vul in wanneer de pilot begint."),
    _day("agreed_end", "Wanneer eindigt de pilot?", "Vul in wanneer de pilot eindigt."),
    _text(
        "agreed_conditions",
        "Welke voorwaarden horen erbij?",
        "",
        "Moet iets klaar zijn voordat de pilot begint? Zet dat bij de voorwaarden van de pilot.",
    ),
    _text(
        "agreed_baseline",
        "Wat tellen jullie voor en na de pilot?",
        "Schrijf op wat jullie voor en na de pilot tellen.",
        "Bijvoorbeeld: uren per maand, of dagen dat een inwoner wacht.",
        800,
    ),
    _text(
        "agreed_stop",
        "Wanneer stoppen jullie eerder?",
        "Schrijf op wanneer jullie eerder stoppen.",
        "Bijvoorbeeld: als een inwoner nadeel heeft van de pilot.",
        1000,
    ),
)
ACCEPT = (
    one_of(
        "accept_it",
        "Ga je akkoord met deze afspraken?",
        "Kies of je akkoord gaat.",
        Choice(YES, "Ja, ik ga akkoord"),
        Choice(NO, "Nee, er moet iets anders"),
    ),
    Question(
        key="accept_wish",
        label="Koos je nee? Wat moet er anders?",
        kind=AREA,
        required=_wants_otherwise,
        missing="Schrijf op wat er anders moet.",
        maximum=1000,
    ),
)
MANDATE = (
    one_of(
        "mandate",
        "Hoe staat het met het mandaat?",
        "Kies hoe het met het mandaat staat.",
        *MANDATES,
        help="Mandaat is toestemming van de eigen organisatie: zij vindt het goed dat jullie een "
        "tijd anders werken.",
    ),
    _text(
        "mandate_note",
        "Van wie is het mandaat, of wat is er nog nodig?",
        "",
        "Noem een functie, geen naam. BZK kan bijvoorbeeld met de directeur praten, een brief "
        "schrijven of een jurist laten meekijken.",
        800,
    ),
)
ROOM = (
    one_of(
        "room",
        "Geeft wie over de regel beslist ruimte?",
        "Kies of wie over de regel beslist ruimte geeft.",
        *ROOMS,
        help="Ruimte is toestemming van wie over de regel beslist.",
    ),
    Question(
        key="room_by",
        label="Wie gaf ruimte?",
        help="Vul in als er ruimte is gegeven. Een functie of organisatie, geen naam.",
        kind=LINE,
        required=_is_given,
        missing="Vul in wie ruimte gaf.",
        maximum=200,
    ),
    Question(
        key="room_basis",
        label="Welke bepaling laat de pilot toe?",
        help="Bij een regel van het Rijk is een bepaling nodig. Bijvoorbeeld: artikel en naam van "
        "de regel.",
        kind=LINE,
        maximum=300,
    ),
    Question(
        key="room_on",
        label="Op welke dag is de ruimte gegeven?",
        help="Vul in als er ruimte is gegeven.",
        kind=DATE,
        required=_is_given,
        missing="Vul in op welke dag de ruimte is gegeven.",
    ),
)
BASELINE = (
    _hours(
        "baseline_hours",
        "Hoeveel uur kost de regel het team nu per maand?",
        "Vul in hoeveel uur de regel het team nu per maand kost.",
    ),
    _text(
        "baseline_text", "Wat heb je nog meer geteld?", "", "Tel hetzelfde als straks aan het eind."
    ),
)
START = (
    one_of(
        "start_it",
        "Kan de pilot nu beginnen?",
        "Kies of de pilot begint.",
        Choice(YES, "Ja, de pilot begint vandaag"),
        Choice(NO, "Nee, nog niet"),
    ),
)
NOT_START = (
    _text(
        "not_start_reason",
        "Waarom gaat de pilot niet door?",
        "Schrijf op waarom de pilot niet doorgaat.",
        "Een goede reden helpt anderen met dezelfde regel.",
        1000,
    ),
)
CHECK = (
    one_of(
        "check_going",
        "Hoe gaat het tot nu toe?",
        "Kies hoe het gaat.",
        Choice("well", "Goed"),
        Choice("mixed", "Het kan beter"),
        Choice("badly", "Niet goed"),
    ),
    _text("check_text", "Wat merk je?", "Schrijf op wat je merkt.", "", 1000),
)
EXTEND = (
    _day("new_end", "Tot wanneer gaat de pilot door?", "Vul de nieuwe einddatum in."),
    _text(
        "extend_reason",
        "Waarom is er meer tijd nodig?",
        "Schrijf op waarom er meer tijd nodig is.",
        "",
        1000,
    ),
)
STOP = (
    _text(
        "stop_reason",
        "Waarom stopt de pilot?",
        "Schrijf op waarom de pilot stopt.",
        "Vanaf nu werken jullie weer volgens de regel. Je hoeft niemand om toestemming te vragen.",
        1000,
    ),
)
END = (
    one_of(
        "end_it",
        "Is de pilot klaar?",
        "Kies of de pilot klaar is.",
        Choice(YES, "Ja, de pilot is klaar (vanaf nu werken jullie weer volgens de regel)"),
        Choice(NO, "Nee, nog niet"),
    ),
)
MEASURE = (
    _hours(
        "end_hours",
        "Hoeveel uur per maand kostte het werk aan het eind van de pilot?",
        "Vul in hoeveel uur per maand het werk kostte.",
    ),
    _text(
        "end_text",
        "Wat heb je nog meer geteld of gemerkt?",
        "Schrijf op wat je hebt geteld of gemerkt.",
        "Ook wat tegenviel, is belangrijk.",
    ),
)
HAND_IN = (
    Question(
        key="rule_owner",
        label="Wie beslist over de regel?",
        help="Een functie of organisatie, geen naam.",
        kind=LINE,
        required=always,
        missing="Vul in wie over de regel beslist.",
        maximum=300,
    ),
    _day(
        "outcome_due",
        "Wanneer verwachten we de uitkomst?",
        "Vul in wanneer we de uitkomst verwachten.",
    ),
)
OUTCOME = (
    one_of(
        "outcome", "Wat gebeurt er met de regel?", "Kies wat er met de regel gebeurt.", *OUTCOMES
    ),
    _text(
        "outcome_text",
        "Leg uit wat er met de regel gebeurt",
        "Leg uit wat er met de regel gebeurt.",
        "",
        1500,
    ),
)
LATER = (
    one_of(
        "later_is",
        "Hoe is het nu met de regel?",
        "Kies hoe het nu is.",
        Choice("lasting", "De nieuwe werkwijze is gebleven"),
        Choice("back", "De oude regel is terug"),
        Choice("other", "Anders"),
        Choice("unknown", "Dat weet ik niet"),
    ),
    _text("later_text", "Wil je er meer over vertellen?", "", "", 1000),
)


def which_teams(choices: Iterable[Choice]) -> Question:
    """Return the question which of these pilots get one agreement together."""
    return Question(
        key="teams",
        label="Welke teams doen samen een pilot?",
        help="Ze krijgen dezelfde afspraken. Ieder team houdt een eigen toestemming en einde.",
        kind=CHOICES,
        choices=tuple(choices),
        required=always,
        missing="Vink minstens twee teams aan.",
    )
