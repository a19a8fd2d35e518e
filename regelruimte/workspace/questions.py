"""What the workspace asks its coordinators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from regelruimte.clock import dutch_date
from regelruimte.config import Coordinator
from regelruimte.fields.kinds import AREA, DATE, EMAIL, FLAG, LINE, one_of
from regelruimte.fields.question import Choice, Question, always

if TYPE_CHECKING:
    from regelruimte.proposals.away import Away

NOTE = Question(
    key="note",
    label="Een notitie voor jezelf en je collega",
    help="Notities gaan nooit in een mail en de indiener ziet ze niet. Schrijf wel zakelijk: de "
    "indiener of iemand anders kan notities opvragen.",
    kind=AREA,
    required=always,
    missing="Schrijf eerst een notitie.",
    minimum=1,
    maximum=2000,
)

WAS_CALL = Question(
    key="was_call",
    label="Dit is het verslag van een telefoongesprek met de indiener",
    kind=FLAG,
)

NEW_ADDRESS = Question(
    key="new_address",
    label="Op welk adres wil de indiener mail krijgen?",
    help="Bel de indiener en vraag het adres. We mailen een nieuwe link naar dat adres.",
    kind=EMAIL,
    required=always,
    missing="Vul het e-mailadres in dat de indiener je gaf.",
    maximum=254,
)

DENIED = (
    "De ontvanger van onze mail op dit adres zei: dit ben ik niet. Bel de indiener en vul een "
    "ander adres in."
)

SAME_AS = Question(
    key="same_as",
    label="Kenmerk van een ander voorstel over dezelfde regel",
    kind=LINE,
    required=always,
    missing="Vul het kenmerk van het andere voorstel in.",
    maximum=40,
)
ITSELF = "Dit is het kenmerk van dit voorstel zelf. Vul dat van het andere in."
NO_SUCH = "Dit kenmerk kennen we niet. Kijk het na, of zoek het voorstel op in de lijst."


FOLLOW_UP = Question(
    key="follow_up",
    label="Kom terug op",
    help="Die dag staat het voorstel bovenaan bij wat wacht. Leeg: niet.",
    kind=DATE,
)
NOBODY = "nobody"

AWAY_UNTIL = Question(
    key="away_until",
    label="Ik ben weg tot en met",
    help="Ben je er weer? Maak het vak dan leeg. Na deze dag gaat het vanzelf voorbij.",
    kind=DATE,
)
IN_THE_PAST = "Deze dag is al voorbij. Kies vandaag of een latere dag, of maak het vak leeg."


def handler_question(coordinators: Iterable[Coordinator], away: Iterable[Away]) -> Question:
    """Return the question who handles a proposal; the coordinators are its choices."""
    until = {each.email: f"Weg tot en met {dutch_date(each.until)}." for each in away}
    return one_of(
        "handler",
        "Wie pakt dit voorstel op?",
        "Kies wie het voorstel oppakt.",
        *(Choice(each.email, each.name, until.get(each.email, "")) for each in coordinators),
        Choice(NOBODY, "Niemand"),
    )
