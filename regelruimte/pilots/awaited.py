"""What a pilot waits for from its applicant, and since which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from regelruimte import clock
from regelruimte.pilots.agreement import moment_of, unanswered
from regelruimte.pilots.steps import APPLICANT, accepted
from regelruimte.store.models import Pilot

_TIME_ENOUGH = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing: in which status it is waited for, and since which day, if it is.

    `key` names it in the timeline. The applicant is mailed `days` after that day, each once; of
    what a coordinator's step began to wait for she was told at that step.
    """

    key: str
    status: str
    since: Callable[[Pilot], date | None]
    days: tuple[int, ...] = (7, 14)


def _answer(pilot: Pilot) -> date | None:
    moment = None if accepted(pilot, APPLICANT) else unanswered(pilot)
    return clock.day_of(moment) if moment else None


def _baseline(pilot: Pilot) -> date | None:
    """Return the day on which the agreement was accepted, as long as nothing was counted."""
    said = pilot.record.get("accept") if accepted(pilot, APPLICANT) else None
    return clock.day_of(moment_of(said[-1])) if said and pilot.baseline_at is None else None


def _measurement(pilot: Pilot) -> date | None:
    is_missing = pilot.measured_at is None and pilot.ended_at
    return clock.day_of(pilot.ended_at) if is_missing else None


AWAITED: tuple[Awaited, ...] = (
    Awaited("accept", "preparing", _answer),
    Awaited("baseline", "preparing", _baseline),
    # Nobody takes a step on the day that was agreed on: it is told by the calendar.
    Awaited("end", "running", lambda pilot: pilot.ends_on, (0, 7, 14)),
    Awaited("measurement", "evaluating", _measurement),
)


def is_awaited(pilot: Pilot) -> bool:
    """Tell whether the applicant has something to do by now."""
    days = [each.since(pilot) for each in AWAITED if each.status == pilot.status]
    return any(day is not None and day <= clock.today() for day in days)


def wanted_before(pilot: Pilot) -> date | None:
    """Return the day before which we need it: the agreed beginning, if that leaves time enough."""
    starts_on: date | None = pilot.starts_on if pilot.status == "preparing" else None
    return starts_on if starts_on and starts_on - clock.today() >= _TIME_ENOUGH else None
