"""The weekly mail to each coordinator: what waits in pilots, and what happened in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from flask import url_for

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.mail.defang import defang
from regelruimte.pilots.remind import HALF_WAY
from regelruimte.store import heartbeat
from regelruimte.store.db import transaction
from regelruimte.store.models import Event, Proposal
from regelruimte.store.types import Condition
from regelruimte.workspace.timeline import entry
from regelruimte.workspace.waiting import Waiting, waiting_in_pilots

_FROM = 7  # o'clock in the Netherlands, on the first working day of a week
_WEEK = timedelta(days=7)
# What was missed while the mailer stood still is told; what is older is no news.
_LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Line:
    """What the mail says of one pilot; `title` is empty where a mail may not tell it."""

    reference: str
    title: str
    told: tuple[str, ...]


def mail_weekly(config: Config) -> dict[str, int]:
    """Make the mail of this week, once, for whom there is something; return how many."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    before = heartbeat.told_week()
    if not _is_time() or before == monday:
        return {"weekly": 0}
    with transaction():
        if not heartbeat.note_week(monday):
            return {"weekly": 0}
        waits = [_of_waiting(each) for each in waiting_in_pilots() if _is_near(each)]
        happened = _events(_first_day(before, monday), monday)
        mailed = [_mail(person, waits, happened, config) for person in config.coordinators]
    return {"weekly": sum(mailed)}


def _is_time() -> bool:
    hour = clock.now().astimezone(clock.NETHERLANDS).hour
    return clock.is_working_day(clock.today()) and hour >= _FROM


def _first_day(before: date | None, monday: date) -> date:
    """Return since which day is told what happened: since the week that was told last."""
    is_sound = before is not None and before < monday
    return max(before if is_sound and before else monday - _WEEK, monday - _LONGEST)


def _is_near(waits: Waiting) -> bool:
    """Tell whether it waits for somebody this week, not for a day that has yet to come."""
    return waits.day is None or waits.day < clock.today() + _WEEK


def _mail(
    person: Coordinator, waits: Sequence[Line], happened: Sequence[Event], config: Config
) -> bool:
    """Queue the mail, unless there is nothing in it; nobody is told what one did oneself."""
    news = [_of_event(each, config) for each in happened if each.actor != person.email]
    if not waits and not news:
        return False
    link = url_for("workspace.home", _external=True)
    waits, news = _by_pilot(waits), _by_pilot(news)
    outbox.queue(kinds.WEEKLY, person, proposal=None, waits=waits, news=news, link=link)
    return True


def _by_pilot(lines: Sequence[Line]) -> list[Line]:
    """Return one line for each pilot, with all that is told of it."""
    gathered: dict[str, Line] = {}
    for line in lines:
        earlier = gathered.get(line.reference)
        told = (*earlier.told, *line.told) if earlier else line.told
        gathered[line.reference] = replace(line, told=told)
    return list(gathered.values())


def _events(since: date, until: date) -> list[Event]:
    """Return what happened in pilots on these days, the last one left out; pilot by pilot."""
    days = Event.at >= _midnight(since), Event.at < _midnight(until)
    events = Event.select(Event, Proposal).join(Proposal).where(*days, _is_told())
    return [each for each in events.order_by(Proposal.id, Event.id) if _is_news(each)]


def _is_told() -> Condition:
    return Event.kind.in_(("pilot", "pilot_reminded")) & Proposal.anonymised_at.is_null()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.NETHERLANDS)


def _is_news(event: Event) -> bool:
    """Tell whether it is more than that we reminded the applicant."""
    return event.kind == "pilot" or event.data.get("of") == HALF_WAY.key


def _of_event(event: Event, config: Config) -> Line:
    if event.kind != "pilot":
        return _line(event.proposal, "De pilot is halverwege. Vraag hoe het gaat.")
    told = entry(event, config)
    return _line(event.proposal, f"{told.who} {told.what} ({clock.dutch_date(told.at)}).")


def _of_waiting(waits: Waiting) -> Line:
    day = f" ({clock.dutch_date(waits.day)})" if waits.day else ""
    return _line(waits.proposal, f"{waits.reason.label}{day}.")


def _line(proposal: Proposal, told: str) -> Line:
    title = "" if proposal.confidential else defang(proposal.title)
    return Line(str(proposal.reference), title, (told,))
