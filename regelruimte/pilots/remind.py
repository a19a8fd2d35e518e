"""The clock of pilots: the applicant is reminded of what waits, each time once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.pilots.awaited import AWAITED, Awaited
from regelruimte.pilots.lookup import own_condition_due
from regelruimte.pilots.mails import ask_applicant, ask_for_condition, tell_applicant
from regelruimte.pilots.recount import CHANGEABLE
from regelruimte.pilots.steps import ASKED_AFTER
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.for_each import for_each
from regelruimte.store.hold import hold
from regelruimte.store.models import Event, Pilot, Proposal

_REMINDED = "pilot_reminded"
Tell = Callable[[Proposal, Config], None]


def _half_way(pilot: Pilot) -> date | None:
    if pilot.checked_at or not (pilot.starts_on and pilot.ends_on):
        return None
    half: date = pilot.starts_on + (pilot.ends_on - pilot.starts_on) / 2
    return half


def _days_after_closing(days: int) -> Callable[[Pilot], date | None]:
    return lambda pilot: clock.day_of(pilot.closed_at) + timedelta(days=days)


def _nobody(*_: object) -> None:
    """Mail nobody: what is only noted is told in the weekly mail."""


# Half-way nothing has to be done: a coordinator who reads it calls.
HALF_WAY = Awaited("half_way", "running", _half_way, (0,))
_LATER = tuple(
    Awaited(f"later_{days}", "closed", _days_after_closing(days), (0,)) for days in ASKED_AFTER
)
_CONDITIONS = tuple(
    Awaited("condition", status, own_condition_due, (0, 7, 14)) for status in CHANGEABLE
)
_DUE: tuple[tuple[Awaited, Tell], ...] = (
    *((each, tell_applicant) for each in AWAITED),
    *((each, ask_for_condition) for each in _CONDITIONS),
    (HALF_WAY, _nobody),
    *((each, ask_applicant) for each in _LATER),
)


def remind_of_pilots(config: Config) -> dict[str, int]:
    """Bring up what is due today, each of it once; return {"pilots": how many}."""
    return {"pilots": sum(_bring_up_all(due, tell, config) for due, tell in _DUE)}


def _bring_up_all(due: Awaited, tell: Tell, config: Config) -> int:
    # An address whose owner said "dit ben ik niet" is mailed nothing, so nothing is noted either.
    is_reachable = Proposal.email_denied_at.is_null() & Proposal.anonymised_at.is_null()
    pilots = Pilot.select(Pilot, Proposal).join(Proposal)
    found = list(pilots.where(Pilot.status == due.status, is_reachable))
    return for_each(found, lambda pilot: _bring_up(due, pilot, tell, config))


def _bring_up(due: Awaited, pilot: Pilot, tell: Tell, config: Config) -> bool:
    since = due.since(pilot)
    days = last_that_came(due.days, since, clock.today())
    if since is None or days is None:
        return False
    with transaction():
        # Of two mailers one brings it up.
        if not hold(pilot.proposal) or _was_brought_up(due, pilot.proposal, str(since), days):
            return False
        events.add(pilot.proposal, _REMINDED, of=due.key, since=str(since), count=days)
        tell(pilot.proposal, config)
        return True


def last_that_came(days: Iterable[int], since: date | None, today: date) -> int | None:
    """Return the most of these days that have passed since then; who was away hears once."""
    if since is None:
        return None
    return max((each for each in days if since + timedelta(days=each) <= today), default=None)


def _was_brought_up(due: Awaited, proposal: Proposal, since: str, days: int) -> bool:
    """Tell whether it was, then or later: a clock that is put back reminds nobody again."""
    reminders = Event.select().where(Event.proposal == proposal, Event.kind == _REMINDED)
    counts = [
        event.data["count"]
        for event in reminders
        if (event.data.get("of"), event.data.get("since")) == (due.key, since)
    ]
    return max(counts, default=-1) >= days
