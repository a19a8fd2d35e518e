"""Who must agree before a pilot starts: the own organisation, and who decides on the rule.

The first is the mandate, the second the room; where only a law can give room, it needs a basis in
that law (docs/decisions/0038-two-consents-before-the-start.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from regelruimte.pilots.status import ENOUGH
from regelruimte.proposals.levels import EUROPEAN, is_european

# With these answers to who decides on the rule, nobody else does.
OWN_OWNERS = ("team", "organisation", "management")
# At these levels the own organisation decides, as long as nobody answered otherwise.
OWN_LEVELS = ("unwritten", "team_agreement", "procedure", "internal_rule")
# Rules of the state, which only a law can let somebody depart from: Aanwijzing 2.41 voor de
# regelgeving. Of the group of them nobody knows yet which one it is.
NEEDS_BASIS = ("national_rule", "ministerial_regulation", "order_in_council", "act")
# At these levels somebody else decides, whatever was answered.
OTHERS_LEVELS = (
    *NEEDS_BASIS,
    EUROPEAN,
    "collective_agreement",
    "municipal_ordinance",
    "provincial_ordinance",
    "water_authority_ordinance",
    "joint_rule",
    "other_body",
)
# What a pilot with a European rule can be: such a rule is never let go of.
WITHIN_THE_RULE = ("doe_tank", "other")
GIVEN = "given"
# Nobody had to ask: it counts where nobody else decides.
NOT_ASKED = ("unknown", "not_needed")


@dataclass(frozen=True, slots=True)
class Needs:
    """What a rule asks of a pilot with it, besides the mandate; columns of a pilot."""

    needs_room: bool
    needs_basis: bool
    is_european: bool


class Consents(Protocol):
    """The columns of a pilot that say who agreed, and to what."""

    mandate: str
    room: str
    room_basis: str
    needs_room: bool
    needs_basis: bool
    is_european: bool
    pilot_form: str
    open_conditions: int


def needs_of(level: str, owner: str) -> Needs:
    """Return what a rule of this level asks, of which this owner was named ("" when unknown).

    Both are keys of the proposal's questions. A rule whose level nobody knows is one of the state
    when a ministry decides on it.
    """
    is_of_ministry = level in ("", "unknown") and owner == "ministry"
    return Needs(
        needs_room=is_of_somebody_else(level, owner),
        needs_basis=level in NEEDS_BASIS or is_of_ministry,
        is_european=is_european(level, owner),
    )


def is_of_somebody_else(level: str, owner: str) -> bool:
    """Tell whether somebody outside the organisation decides on the rule, as far as is known."""
    if level in OTHERS_LEVELS:
        return True
    if owner in ("", "unknown"):
        return level not in OWN_LEVELS
    return owner not in OWN_OWNERS


def has_room(pilot: Consents) -> bool:
    """Tell whether who decides on the rule agrees, or need not be asked."""
    return pilot.room == GIVEN or (pilot.room in NOT_ASKED and not pilot.needs_room)


def has_basis(pilot: Consents) -> bool:
    """Tell whether it is known which provision lets the pilot happen, where it must be."""
    return bool(pilot.room_basis) or not pilot.needs_basis


def can_be_let_go(pilot: Consents) -> bool:
    """Tell whether the form of the pilot goes with the rule."""
    return not pilot.is_european or pilot.pilot_form in WITHIN_THE_RULE


def missing_consents(pilot: Consents) -> list[str]:
    """Return whose consent a pilot still needs before it may start, and what stands in its way."""
    needs = {
        "Er is nog geen mandaat van de eigen organisatie.": pilot.mandate not in ENOUGH,
        "Wie over de regel beslist, gaf nog geen ruimte.": not has_room(pilot),
        "Er is nog geen bepaling genoteerd die de pilot toelaat.": not has_basis(pilot),
        "Een Europese regel kun je niet loslaten. Kies in de afspraken een andere vorm.": (
            not can_be_let_go(pilot)
        ),
        _open(pilot.open_conditions): pilot.open_conditions > 0,
    }
    return [text for text, is_missing in needs.items() if is_missing]


def _open(count: int) -> str:
    if count == 1:
        return "Aan één voorwaarde voor de start is nog niet voldaan."
    return f"Aan {count} voorwaarden voor de start is nog niet voldaan."
