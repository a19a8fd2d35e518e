"""Writing down how many conditions for the start are open: the database then refuses a start."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Pilot, PilotCondition, Proposal

# In which statuses of a pilot its conditions can change.
CHANGEABLE = ("preparing", "running")


def recount(proposal: Proposal, pilot: Pilot, *, is_news: bool) -> None:
    """Count the open conditions of this pilot, in the transaction that changed them.

    What is news is mailed to the applicant with the rest of the day, once there is an agreement.
    Raises TooLate when somebody took a step meanwhile, or a trial that runs would need a condition
    for its start.
    """
    open_now = _open_conditions(proposal)
    is_started = pilot.status != "preparing"
    if pilot.status not in CHANGEABLE or (is_started and open_now):
        raise TooLate
    news_since = pilot.news_since or (clock.now() if is_news and pilot.agreement else None)
    changed = Pilot.update(
        open_conditions=open_now,
        # Who just reads the agreement reads these with it.
        status_version=Pilot.status_version + 1,
        news_since=news_since,
    ).where(Pilot.id == pilot.id, Pilot.status_version == pilot.status_version)
    if not changed.execute():
        raise TooLate


def _open_conditions(proposal: Proposal) -> int:
    is_open = PilotCondition.is_before_start & PilotCondition.met_at.is_null()
    count: int = PilotCondition.select().where(PilotCondition.proposal == proposal, is_open).count()
    return count
