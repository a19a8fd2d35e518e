"""What each step of a pilot asks."""

from __future__ import annotations

from regelruimte.fields.kinds import AREA, DATE, LINE, NUMBER, one_of
from regelruimte.fields.question import NO, YES, Choice, Question, Situation, always, never
from regelruimte.pilots.status import MANDATES, OUTCOMES


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
        help="Een schatting in hele uren is goed genoeg. Vul 0 in als de regel geen tijd kost.",
        kind=NUMBER,
        required=always,
        missing=missing,
        maximum=2000,
        unit=("uur per maand", "uur per maand"),
    )


def _wants_otherwise(situation: Situation) -> bool:
    return situation.answers.get("accept_it") == NO


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
    _day("agreed_start", "Wanneer begint de proef?", "Vul in wanneer de proef begint."),
    _day("agreed_end", "Wanneer eindigt de proef?", "Vul in wanneer de proef eindigt."),
    _text("agreed_conditions", "Welke voorwaarden horen erbij?", ""),
    _text(
        "agreed_baseline",
        "Wat tellen jullie voor en na de proef?",
        "Schrijf op wat jullie voor en na de proef tellen.",
        "Bijvoorbeeld: uren per maand, of dagen dat een inwoner wacht.",
        800,
    ),
    _text(
        "agreed_stop",
        "Wanneer stoppen jullie eerder?",
        "Schrijf op wanneer jullie eerder stoppen.",
        "Bijvoorbeeld: als een inwoner er nadeel van heeft.",
        800,
    ),
)
ACCEPT = (
    one_of(
        "accept_it",
        "Ga je akkoord met deze afspraken?",
        "Kies of je akkoord gaat.",
        Choice(YES, "Ja, ik ga akkoord"),
        Choice(NO, "Nee, er moet nog iets anders"),
    ),
    Question(
        key="accept_wish",
        label="Wat moet er anders, als je nee koos?",
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
        help="Mandaat betekent: wie over de regel gaat, vindt goed dat jullie dit proberen.",
    ),
    _text(
        "mandate_note",
        "Wie gaf het mandaat, of wat is er nog voor nodig?",
        "",
        "Noem een functie, geen naam. BZK kan bijvoorbeeld met de directeur praten, een brief "
        "schrijven of een jurist laten meekijken.",
        800,
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
        "Kan de proef nu beginnen?",
        "Kies of de proef begint.",
        Choice(YES, "Ja, de proef begint vandaag"),
        Choice(NO, "Nee, nog niet"),
    ),
)
NOT_START = (
    _text(
        "not_start_reason",
        "Waarom begint de proef niet?",
        "Schrijf op waarom de proef niet begint.",
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
    _day("new_end", "Tot wanneer gaat de proef door?", "Vul de nieuwe einddatum in."),
    _text("extend_reason", "Waarom is er meer tijd nodig?", "Schrijf op waarom.", "", 1000),
)
STOP = (
    _text(
        "stop_reason",
        "Waarom stopt de proef?",
        "Schrijf op waarom de proef stopt.",
        "Vanaf nu geldt de regel weer. Je hoeft niemand om toestemming te vragen.",
        1000,
    ),
)
END = (
    one_of(
        "end_it",
        "Is de proef klaar?",
        "Kies of de proef klaar is.",
        Choice(YES, "Ja, de proef is klaar. De regel geldt weer"),
        Choice(NO, "Nee, nog niet"),
    ),
)
MEASURE = (
    _hours(
        "end_hours",
        "Hoeveel uur per maand kostte het aan het eind van de proef?",
        "Vul in hoeveel uur per maand het kostte.",
    ),
    _text(
        "end_text",
        "Wat heb je nog meer geteld of gemerkt?",
        "Schrijf op wat je hebt geteld of gemerkt.",
        "Ook wat tegenviel is belangrijk.",
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
    _day("outcome_due", "Wanneer verwachten we de uitkomst?", "Vul een datum in."),
)
OUTCOME = (
    one_of("outcome", "Wat gebeurt er met de regel?", "Kies de uitkomst.", *OUTCOMES),
    _text("outcome_text", "Licht het toe", "Schrijf een korte toelichting.", "", 1500),
)
LATER = (
    one_of(
        "later_is",
        "Hoe is het nu met de regel?",
        "Kies hoe het nu is.",
        Choice("lasting", "Zoals we hadden afgesproken"),
        Choice("back", "De oude regel is terug"),
        Choice("other", "Anders"),
        Choice("unknown", "Dat weet ik niet"),
    ),
    _text("later_text", "Wil je er iets bij vertellen?", "", "", 1000),
)
