"""The clock of pilots: what stands still is brought up again, until the rule has an outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import JOIN

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.mail import kinds
from regelruimte.pilots.mails import tell_applicant, tell_coordinators
from regelruimte.pilots.steps import ASKED_AFTER
from regelruimte.proposals.away import away_handler
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.for_each import for_each
from regelruimte.store.hold import hold
from regelruimte.store.models import Event, Pilot, Proposal

_EVERY = 30  # days
_REMINDED = "pilot_reminded"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to bring up: from which day on, whether again every 30 days, and with whom.

    `what` and `advice` tell the coordinators, the first in the subject of the mail too; `key`
    names it in the timeline, so that it is done once.
    """

    key: str
    status: str
    since: Callable[[Pilot], date | None]
    what: str
    advice: str = ""
    again: bool = False
    to_coordinators: bool = True
    to_applicant: bool = False

    @property
    def told(self) -> dict[str, str]:
        """Return what fills the mail to the coordinators."""
        return {"what": self.what, "advice": self.advice}


def _half_way(pilot: Pilot) -> date | None:
    if pilot.checked_at or not (pilot.starts_on and pilot.ends_on):
        return None
    half: date = pilot.starts_on + (pilot.ends_on - pilot.starts_on) / 2
    return half


def _days_after_closing(days: int) -> Callable[[Pilot], date | None]:
    return lambda pilot: clock.day_of(pilot.closed_at) + timedelta(days=days)


def _standing_still(pilot: Pilot) -> date:
    """Return the day on which a pilot has been prepared for 30 days, or its start has passed."""
    month_later = clock.day_of(pilot.created_at) + timedelta(days=_EVERY)
    return max(month_later, pilot.starts_on or month_later)


DUE: tuple[Due, ...] = (
    Due(
        "standing_still",
        "preparing",
        _standing_still,
        "is nog niet begonnen",
        "Wat is er nodig?",
        again=True,
    ),
    Due(
        "half_way",
        "running",
        _half_way,
        "is halverwege",
        "Vraag hoe het gaat.",
        to_applicant=True,
    ),
    Due(
        "end",
        "running",
        lambda pilot: pilot.ends_on,
        "heeft de einddatum bereikt",
        "Rond de pilot af, verleng of stop de pilot.",
        again=True,
        to_applicant=True,
    ),
    Due(
        "measurement",
        "evaluating",
        lambda pilot: clock.day_of(pilot.ended_at) + timedelta(days=14),
        "wacht op de eindmeting, of op wie over de regel beslist",
        "Vul de eindmeting in, of noteer wie over de regel beslist.",
        again=True,
        to_applicant=True,
    ),
    Due(
        "outcome",
        "awaiting_outcome",
        lambda pilot: clock.day_of(pilot.ended_at) + timedelta(days=_EVERY),
        "wacht op een uitkomst voor de regel",
        "Bel wie over de regel beslist.",
        again=True,
    ),
    *(
        Due(
            f"later_{days}",
            "closed",
            _days_after_closing(days),
            "",
            to_coordinators=False,
            to_applicant=True,
        )
        for days in ASKED_AFTER
    ),
)


def remind_of_pilots(config: Config) -> dict[str, int]:
    """Bring up what is due today, each of it once or once in 30 days.

    Returns how many times something was brought up, as {"pilots": number}.
    """
    return {"pilots": sum(_bring_up_all(due, config) for due in DUE) + _without_pilot(config)}


def _bring_up_all(due: Due, config: Config) -> int:
    pilots = list(Pilot.select(Pilot, Proposal).join(Proposal).where(Pilot.status == due.status))
    return for_each(pilots, lambda pilot: _bring_up(due, pilot.proposal, due.since(pilot), config))


def _without_pilot(config: Config) -> int:
    """Bring up what was approved and never got an agreement."""
    # As a pilot that stands still: without a first step it has no row to look at.
    due = DUE[0]
    waiting = (
        Proposal.select()
        .join(Pilot, JOIN.LEFT_OUTER)
        .where(Proposal.status == "approved", Proposal.anonymised_at.is_null(), Pilot.id.is_null())
    )
    days = timedelta(days=_EVERY)
    return for_each(
        list(waiting),
        lambda proposal: _bring_up(due, proposal, clock.day_of(proposal.closed_at) + days, config),
    )


def _bring_up(due: Due, proposal: Proposal, since: date | None, config: Config) -> bool:
    if since is None or clock.today() < since:
        return False
    count = (clock.today() - since).days // _EVERY if due.again else 0
    with transaction():
        # Of two mailers one brings it up.
        if not hold(proposal) or _was_brought_up(due, proposal, str(since), count):
            return False
        events.add(proposal, _REMINDED, of=due.key, since=str(since), count=count)
        if due.to_coordinators:
            away = away_handler(proposal, config)
            tell_coordinators(kinds.PILOT_REMINDER, proposal, config, away=away, **due.told)
        if due.to_applicant:
            tell_applicant(kinds.PILOT_QUESTION, proposal, config)
        return True


def _was_brought_up(due: Due, proposal: Proposal, since: str, count: int) -> bool:
    mark: dict[str, object] = {"of": due.key, "since": since, "count": count}
    reminders = Event.select().where(Event.proposal == proposal, Event.kind == _REMINDED)
    return any(event.data == mark for event in reminders)
