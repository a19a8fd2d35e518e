"""The kinds of question that are answered with a number, a day, a moment or a month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from regelruimte import clock
from regelruimte.fields.base import Kind, plain
from regelruimte.fields.question import Choice, Question, Value
from regelruimte.fields.text import whole_number

_MONTH = re.compile(r"[1-9]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PAST = "Dit moment is al voorbij. Kies een latere dag en tijd."
_YEARS = 10  # a day further away than this is a slip of the keyboard


class NumberKind(Kind):
    """A whole number, within the question's minimum and maximum."""

    widget = "number"

    def read(self, posted: Sequence[str]) -> Value:
        """Return a number for up to nine digits, and anything else as it was typed."""
        typed = plain(posted)
        number = whole_number(typed)
        return typed if number is None else number

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what is no number, or out of bounds."""
        if isinstance(value, int) and question.minimum <= value <= question.maximum:
            return None
        bounds = f"van {question.minimum} tot en met {question.maximum}"
        return f"Vul een heel getal in, {bounds}."

    def display(self, question: Question, value: Value) -> str:
        """Return the number and what it counts."""
        one, more = question.unit
        return f"{value} {one if value == 1 else more}".rstrip()


class DateKind(Kind):
    """A day, as a browser writes it: 2026-12-01."""

    widget = "date"

    def read(self, posted: Sequence[str]) -> Value:
        """Return the text of the day, see read_day."""
        return plain(posted)

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what is no day, and one that cannot be meant."""
        day = read_day(value)
        if day and abs(day.year - clock.today().year) <= _YEARS:
            return None
        return "Vul een datum in die bestaat, zoals 01-12-2026."

    def display(self, question: Question, value: Value) -> str:
        """Return the day in Dutch."""
        day = read_day(value)
        return clock.dutch_date(day) if day else str(value)


class MomentKind(Kind):
    """A day and a time in the Netherlands that are yet to come."""

    widget = "moment"

    def read(self, posted: Sequence[str]) -> Value:
        """Return the text of the moment, see read_moment."""
        return plain(posted)

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what is no moment, and one that has passed."""
        moment = read_moment(value)
        if moment is None:
            return "Kies een dag en een tijd, of laat dit veld leeg."
        return None if moment > clock.now() else _PAST

    def display(self, question: Question, value: Value) -> str:
        """Return the moment in Dutch."""
        moment = read_moment(value)
        return clock.dutch_moment(moment) if moment else str(value)


class MonthKind(Kind):
    """A month as "2026-03": this one, up to and including `maximum` months later."""

    widget = "months"
    nothing = "Weet ik nog niet"

    def read(self, posted: Sequence[str]) -> Value:
        """Return the text of the month."""
        return plain(posted)

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what cannot be picked today."""
        return None if value in _months(question) else "Kies een maand uit de lijst."

    def display(self, question: Question, value: Value) -> str:
        """Return the month in Dutch, also one that has passed."""
        return clock.dutch_month(str(value)) if _MONTH.fullmatch(str(value)) else str(value)

    def choices(self, question: Question) -> list[Choice]:
        """Return the months that can be picked today."""
        return [Choice(month, clock.dutch_month(month)) for month in _months(question)]


def _months(question: Question) -> list[str]:
    return clock.months_from(clock.today(), question.maximum + 1)


def read_moment(value: Value) -> datetime | None:
    """Return the moment that a browser wrote as "2026-12-01T10:00", Dutch time; None if none."""
    if not _MOMENT.fullmatch(str(value)):
        return None
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=clock.NETHERLANDS)
    except ValueError:
        return None


def read_day(value: Value) -> date | None:
    """Return the day that a browser wrote as "2026-12-01"; None if it is none."""
    try:
        return date.fromisoformat(str(value)) if _DAY.fullmatch(str(value)) else None
    except ValueError:
        return None
