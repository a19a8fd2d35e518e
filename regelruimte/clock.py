"""The only place that reads the time: moments in UTC, days in the Netherlands, working days.

Machines on one PostgreSQL live by its clock (`follow`): what one writes, another judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter

NETHERLANDS = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

_moved_by = timedelta()
_ahead = timedelta()
# Less is no difference: it would jump with each question, by what the answer takes on its way.
_ON_THE_WAY = timedelta(seconds=1)


def now() -> datetime:
    """Return this moment, aware and in UTC; tests move it, so nothing else reads the time."""
    return machine() + _ahead + _moved_by


def machine() -> datetime:
    """Return what the clock of this machine says, right or wrong."""
    return datetime.now(UTC)


def ahead_of_ours(theirs: datetime) -> timedelta:
    """Return how far another machine's clock is ahead, `theirs` being what it says just now."""
    difference = theirs - machine()
    return difference if abs(difference) > _ON_THE_WAY else timedelta()


def follow(theirs: datetime) -> None:
    """Live by the clock that says `theirs` just now."""
    global _ahead
    difference = theirs - machine()
    if abs(difference - _ahead) > _ON_THE_WAY:
        _ahead = difference


def today() -> date:
    """Return the day it is in the Netherlands."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the Dutch day on which an aware moment falls."""
    return moment.astimezone(NETHERLANDS).date()


def last_time_at(hour: int) -> datetime:
    """Return the last moment at which it was so many o'clock in the Netherlands."""
    local = now().astimezone(NETHERLANDS)
    at_hour = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    # Dutch days differ in length; a day less on the clock is the same hour of the day before.
    return at_hour if at_hour <= local else at_hour - timedelta(days=1)


def moment_on(day: date, hour: int) -> datetime:
    """Return the moment at which it is so many o'clock on this day in the Netherlands."""
    return datetime.combine(day, time(hour), NETHERLANDS).astimezone(UTC)


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Let this process live `by` earlier or later, for tests and for the demonstration data."""
    global _moved_by
    before, _moved_by = _moved_by, _moved_by + by
    try:
        yield
    finally:
        _moved_by = before


def add_working_days(start: date, days: int) -> date:
    """Return the day that lies `days` working days after `start`, or before it when negative.

    Saturdays, Sundays and the days off of Dutch authorities do not count.
    """
    day, step = start, timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    while left > 0:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start`, up to and including `end`."""
    days = (start + timedelta(days=number + 1) for number in range((end - start).days))
    return sum(is_working_day(day) for day in days)


def is_working_day(day: date) -> bool:
    """Tell whether offices in the Netherlands are open on `day`."""
    return day.weekday() < 5 and day not in _public_holidays(day.year)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    """Return the days of article 3 Algemene termijnenwet, 5 May in every year (decision 0036).

    Days that a decree puts on a par with them, such as the Friday after Ascension Day, are left
    out: they move the ends of statutory terms, and offices are open.
    """
    after_easter = {easter(year) + timedelta(days) for days in (-2, 1, 39, 50)}
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    kings_day = date(year, 4, 27)
    fixed.add(kings_day if kings_day.weekday() < 6 else date(year, 4, 26))
    return frozenset(after_easter | fixed | {date(year, 5, 5)})


def dutch_date(day: date | datetime) -> str:
    """Write a day as "3 maart 2026"."""
    if isinstance(day, datetime):
        day = day_of(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_away(day: date) -> str:
    """Write how far a day is from today: "morgen", "over 3 dagen", "2 dagen geleden"."""
    number = (day - today()).days
    named = {-1: "gisteren", 0: "vandaag", 1: "morgen"}
    if number in named:
        return named[number]
    return f"over {number} dagen" if number > 0 else f"{-number} dagen geleden"


def dutch_moment(moment: datetime) -> str:
    """Write a moment as "3 maart 2026 om 14.05 uur"."""
    local = moment.astimezone(NETHERLANDS)
    return f"{dutch_date(local)} om {local:%H.%M} uur"


def dutch_time(moment: datetime) -> str:
    """Write the time of a moment as "14.05"."""
    return f"{moment.astimezone(NETHERLANDS):%H.%M}"


def dutch_month(year_and_month: str) -> str:
    """Write "2026-03" as "maart 2026"."""
    year, month = year_and_month.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def months_from(day: date, count: int) -> list[str]:
    """Return `count` months as "2026-03", beginning with the month of `day`."""
    first = day.year * 12 + day.month - 1
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, first + count)]
