"""Adding conditions to a pilot: chosen from those offered, or written by a coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regelruimte.config import Coordinator
from regelruimte.limits.count import Limit, take
from regelruimte.pilots.lookup import stored_pilot_of
from regelruimte.pilots.recount import recount
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import PilotCondition, Proposal

_OF_A_PILOT = Limit("conditions of a pilot", an_hour=60, a_day=120)


class TooMany(Exception):
    """So many were added to this pilot lately that something is wrong: nothing was written."""


@dataclass(frozen=True, slots=True)
class NewCondition:
    """What somebody (`who`, a key of `conditions.WHO`) sees to before the start, or after it."""

    text: str
    who: str
    is_before_start: bool
    due: date | None = None


def add_conditions(proposal: Proposal, wanted: Sequence[NewCondition], by: Coordinator) -> None:
    """Add these to the pilot of a proposal, and tell the applicant with the rest of the day.

    Raises TooLate when the pilot takes no such condition any more, TooMany past the limit.
    """
    if not take((_OF_A_PILOT, proposal.uid)):
        raise TooMany
    with transaction():
        pilot = stored_pilot_of(proposal)
        for each in wanted:
            PilotCondition.create(
                proposal=proposal,
                text=each.text,
                who=each.who,
                is_before_start=each.is_before_start,
                due=each.due,
            )
        recount(proposal, pilot, is_news=True)
        events.add(proposal, "condition_added", by.email, count=len(wanted))
