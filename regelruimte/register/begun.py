"""What a new card is filled in with beforehand: what was picked from our lists, and no words."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.fields.question import Value
from regelruimte.register.objections import LOCAL_LEVELS
from regelruimte.register.questions import is_public_rule
from regelruimte.register.status import OUTCOME
from regelruimte.store.models import Pilot, Proposal

_OF_PILOTS = {
    "running": "running",
    "evaluating": "waiting",
    "awaiting_outcome": "waiting",
    "closed": OUTCOME,
    "stopped": "stopped",
}


def begun_with(proposal: Proposal) -> dict[str, Value]:
    """Return the values that follow from a proposal and its pilot, by the key of the question."""
    pilot = Pilot.get_or_none(Pilot.proposal == proposal)
    allowed = "already_allowed" if proposal.status == "already_allowed" else ""
    cites = proposal.rule_level not in LOCAL_LEVELS and is_public_rule(proposal.citation)
    return {
        "level": proposal.rule_level,
        "rule": proposal.citation if cites else "",
        "status": _OF_PILOTS.get(pilot.status, "") if pilot else allowed,
        "outcome": pilot.outcome if pilot else "",
        "checked_on": clock.today().isoformat(),
    }
