"""The kinds of consent there are, as data: of the own organisation, of who decides on the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from regelruimte.pilots.consent import GIVEN

Columns = dict[str, object]


@dataclass(frozen=True, slots=True)
class ConsentKind:
    """One kind: `key` is that of the step of a pilot that holds it, `told` names it.

    `label` and `help` are what an applicant chooses; `asked` is what the page behind the link
    asks. `given` returns the columns of a pilot by the function of whoever said yes and the day,
    `taken_back` are those after that yes was taken back.
    """

    key: str
    label: str
    help: str
    told: str
    asked: str
    given: Callable[[str, date], Columns]
    taken_back: Columns


def _room(function: str, day: date) -> Columns:
    return {"room": GIVEN, "room_by": function, "room_on": day}


KINDS: tuple[ConsentKind, ...] = (
    ConsentKind(
        "mandate",
        "Mijn eigen organisatie",
        "Bijvoorbeeld je leidinggevende of de directeur. Dat heet het mandaat.",
        "mandaat",
        "Vind je het goed dat een team in jouw organisatie een tijd anders werkt?",
        lambda *_: {"mandate": "obtained"},
        {"mandate": "requested"},
    ),
    ConsentKind(
        "room",
        "Wie over de regel beslist",
        "Bijvoorbeeld een ministerie of een andere organisatie. Dat heet ruimte.",
        "ruimte",
        "Vind je het goed dat een team een tijd anders omgaat met de regel waarover jij beslist?",
        _room,
        {"room": "asked", "room_by": "", "room_on": None},
    ),
)


def consent_kind(key: str) -> ConsentKind:
    """Return the kind with this key; raises KeyError for an unknown one."""
    for known in KINDS:
        if known.key == key:
            return known
    raise KeyError(key)
