"""The clock of pilots: the applicant is reminded of what waits, each time once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.pilots.awaited import AWAITED, Awaited
from regelruimte.pilots.lookup import has_own_condition, own_condition_due
from regelruimte.pilots.mails import ask_applicant, ask_for_condition, tell_applicant
from regelruimte.pilots.recount import CHANGEABLE
from regelruimte.pilots.steps import ASKED_AFTER
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.for_each import for_each
from regelruimte.store.hold import hold
from regelruimte.store.models import Event, Pilot, Proposal
from regelruimte.store.types import Condition

_REMINDED = "pilot_reminded"
Tell = Callable[[Proposal, Config], None]
# After how many days something was brought up, by proposal, what it was and since when.
Told = dict[tuple[int, str, str], int]


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
    told = _told(Event.kind == _REMINDED)
    return {"pilots": sum(_bring_up_all(due, tell, told, config) for due, tell in _DUE)}


def _bring_up_all(due: Awaited, tell: Tell, told: Told, config: Config) -> int:
    # An address whose owner said "dit ben ik niet" is mailed nothing, so nothing is noted either.
    is_reachable = Proposal.email_denied_at.is_null() & Proposal.anonymised_at.is_null()
    pilots = Pilot.select().join(Proposal).where(Pilot.status == due.status, is_reachable)
    if due in _CONDITIONS:
        pilots = pilots.where(has_own_condition())
    found = list(pilots)  # without all that their proposals say: most wait for nothing new
    return for_each(found, lambda pilot: _bring_up(due, pilot, tell, told, config))


def _bring_up(due: Awaited, pilot: Pilot, tell: Tell, told: Told, config: Config) -> bool:
    since = due.since(pilot)
    days = last_that_came(due.days, since, clock.today())
    which = pilot.proposal_id, due.key, str(since)
    # A clock that is put back reminds nobody again: later counts as well.
    if since is None or days is None or told.get(which, -1) >= days:
        return False
    with transaction():
        # Of two mailers one brings it up: asked again where nobody else can.
        if not hold(pilot.proposal) or _told(*_reminders(pilot)).get(which, -1) >= days:
            return False
        events.add(pilot.proposal, _REMINDED, of=due.key, since=str(since), count=days)
        tell(pilot.proposal, config)
        return True


def last_that_came(days: Iterable[int], since: date | None, today: date) -> int | None:
    """Return the most of these days that have passed since then; who was away hears once."""
    if since is None:
        return None
    return max((each for each in days if since + timedelta(days=each) <= today), default=None)


def _reminders(pilot: Pilot) -> tuple[Condition, Condition]:
    return Event.proposal == pilot.proposal_id, Event.kind == _REMINDED


def _told(*which: Condition) -> Told:
    """Return what these events say was brought up last: after how many days, by what it was of."""
    told: Told = {}
    found = Event.select(Event.proposal, Event.data).where(*which)
    for number, data in found.tuples().iterator():
        key = number, str(data.get("of")), str(data.get("since"))
        told[key] = max(data["count"], told.get(key, -1))
    return told
