"""What a coordinator writes on a card, and what its applicants are asked about it."""

from __future__ import annotations

from dataclasses import replace

from regelruimte import clock
from regelruimte.fields.kinds import AREA, CHOICE, LINE, one_of
from regelruimte.fields.number_kinds import DateKind, read_day
from regelruimte.fields.question import Choice, Question, Situation, Value, always
from regelruimte.proposals import citation
from regelruimte.proposals.kinds import LEVEL, CitationKind
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.outcomes import OUTCOMES
from regelruimte.register.status import CARD_STATUSES, LATER, NO, OUTCOME, THEMES, YES

_PUBLIC_SOURCES = (
    "https://wetten.overheid.nl/",
    "https://eur-lex.europa.eu/",
    "https://data.europa.eu/",
)


def is_public_rule(answer: object) -> bool:
    """Tell whether an answer cites a rule that holds for more than one organisation."""
    found = citation.find(str(answer or ""))
    return found is not None and found.url.startswith(_PUBLIC_SOURCES)


class PublicRuleKind(CitationKind):
    """Where a rule stands that is not one organisation's own: a Dutch or a European number."""

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what may name an organisation, and what we cannot link to."""
        if is_public_rule(value):
            return super().check(question, value)
        return "Vul een nummer of link in van wetten.overheid.nl of EUR-Lex."


class PastDayKind(DateKind):
    """A day that has come."""

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse a day that has yet to come."""
        wrong = super().check(question, value)
        day = read_day(str(value))
        if not wrong and day and day > clock.today():
            return "Kies vandaag of een dag daarvoor."
        return wrong


def _is_outcome(situation: Situation) -> bool:
    return situation.answers.get("status") == OUTCOME


TEXTS: tuple[Question, ...] = (
    Question(
        key="title",
        short="Titel",
        label="Hoe heet de regel?",
        help="Noem de regel, niet het voorstel.",
        kind=LINE,
        required=always,
        missing="Geef de regel een naam.",
        minimum=5,
        maximum=80,
    ),
    Question(
        key="rule_says",
        short="Wat de regel zegt",
        label="Wat zegt de regel?",
        kind=AREA,
        required=always,
        missing="Schrijf op wat de regel zegt.",
        minimum=10,
        maximum=300,
    ),
    Question(
        key="in_the_way",
        short="Wat in de weg zit",
        label="Wat zit er in de weg?",
        help="In jullie eigen woorden, zonder voorbeeld uit een voorstel.",
        kind=AREA,
        required=always,
        missing="Schrijf op wat er in de weg zit.",
        minimum=10,
        maximum=300,
    ),
    Question(
        key="room",
        short="Wat er mag of kan",
        label="Wat mag of kan er?",
        kind=AREA,
        required=always,
        missing="Schrijf op wat er mag of kan.",
        minimum=10,
        maximum=600,
    ),
)
CARD_FIELDS: tuple[Question, ...] = (
    *TEXTS,
    Question(
        key="level",
        short="Soort regel",
        label="Wat voor regel is het?",
        kind=LEVEL,
        choices=LEVELS,
        required=always,
        missing="Kies wat voor regel het is.",
    ),
    Question(
        key="rule",
        short="Waar de regel staat",
        label="Waar staat de regel?",
        help="Alleen een nummer of link van wetten.overheid.nl of EUR-Lex. Een regel van één "
        "organisatie krijgt geen vindplaats.",
        kind=PublicRuleKind(),
        maximum=500,
    ),
    Question(
        key="theme",
        short="Onderwerp",
        label="Waar gaat de regel over?",
        kind=CHOICE,
        choices=THEMES,
        required=always,
        missing="Kies waar de regel over gaat.",
    ),
    Question(
        key="status",
        short="Hoe het ervoor staat",
        label="Hoe staat het ervoor?",
        kind=CHOICE,
        choices=CARD_STATUSES,
        required=always,
        missing="Kies hoe het ervoor staat.",
    ),
    Question(
        key="outcome",
        short="Uitkomst",
        label="Wat is de uitkomst voor de regel?",
        help="Alleen als er een uitkomst is.",
        kind=CHOICE,
        choices=OUTCOMES,
        required=_is_outcome,
        missing="Kies wat de uitkomst is.",
    ),
    Question(
        key="checked_on",
        short="Nagekeken op",
        label="Wanneer keken jullie na of de tekst klopt?",
        kind=PastDayKind(),
        required=always,
        missing="Vul de dag in waarop jullie de tekst nakeken.",
    ),
)

LINK_TO = Question(
    key="reference",
    label="Kenmerk van een voorstel over deze regel",
    kind=LINE,
    required=always,
    missing="Vul het kenmerk van het voorstel in.",
    maximum=40,
)
NO_SUCH = "Dit kenmerk kennen we niet. Kijk het na, of zoek het voorstel op in de lijst."
ON_A_CARD = "Dit voorstel hoort al bij een regel. Ontkoppel het daar eerst."
NOT_FOR_A_CARD = "Dit voorstel is vertrouwelijk, ingetrokken of anoniem. Kies een ander."

MAY_WE = one_of(
    "may_we",
    "Mogen we deze tekst op onze site zetten?",
    "Kies of de tekst op onze site mag.",
    Choice(YES, "Ja, zet de tekst op de site"),
    Choice(LATER, "Ja, maar pas na een half jaar"),
    Choice(NO, "Nee, liever niet"),
)
# Of what is on the site already: a yes for later would take it away now.
MAY_IT_STAY = replace(
    MAY_WE,
    label="Mag de tekst op onze site blijven staan?",
    missing="Kies of de tekst mag blijven staan.",
    choices=(
        Choice(YES, "Ja, laat de tekst staan"),
        Choice(NO, "Nee, haal de tekst van de site"),
    ),
)
