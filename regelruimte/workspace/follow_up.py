"""Coming back to a proposal on a day that a coordinator chose."""

from __future__ import annotations

from datetime import date

from regelruimte.config import Coordinator
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal
from regelruimte.store.types import Condition


def come_back(proposal: Proposal, day: date | None, by: Coordinator) -> None:
    """Bring the proposal up on this day, for both coordinators; None brings it up no more."""
    with transaction():
        other = Proposal.follow_up.is_null(False) if day is None else _differs(day)
        changed = Proposal.update(follow_up=day).where(Proposal.id == proposal.id, other)
        if changed.execute():
            events.add(proposal, "follow_up", by.email, day=day.isoformat() if day else "")


def _differs(day: date) -> Condition:
    return Proposal.follow_up.is_null() | (Proposal.follow_up != day)
