"""Quarters of a year: what they are called, and which days they have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from regelruimte import clock

_KEY = re.compile(r"(20\d\d)-([1-4])", re.ASCII)
_NAMES = ("eerste", "tweede", "derde", "vierde")


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of a year; `number` is 1 to 4."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """Return its name in addresses and in the database: "2026-4"."""
        return f"{self.year}-{self.number}"

    @property
    def label(self) -> str:
        """Return its name in Dutch: "vierde kwartaal van 2026"."""
        return f"{_NAMES[self.number - 1]} kwartaal van {self.year}"

    @property
    def first(self) -> date:
        """Return its first day, which it includes."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Return its last day, which it includes."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """Return the quarter after it, perhaps of the next year."""
        if self.number == 4:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> Quarter:
        """Return the quarter before it, perhaps of the year before."""
        if self.number == 1:
            return Quarter(self.year - 1, 4)
        return Quarter(self.year, self.number - 1)


def quarter_on(day: date) -> Quarter:
    """Return the quarter that this day falls in."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarter_named(key: str) -> Quarter | None:
    """Return the quarter that an address names (2026-4); None when it names none."""
    named = _KEY.fullmatch(key)
    return Quarter(int(named[1]), int(named[2])) if named else None


def quarters_over(most: int) -> list[Quarter]:
    """Return at most so many quarters that are over, the last one first."""
    quarters = [quarter_on(clock.today()).previous]
    while len(quarters) < most:
        quarters.append(quarters[-1].previous)
    return quarters
