"""The report for BZK and the unions: one quarter, in numbers that lead to nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from regelruimte import clock
from regelruimte.workspace.counting import Span, count, total
from regelruimte.workspace.figure import FEW, Figure, without_few

_QUARTER = re.compile(r"(20\d\d)-([1-4])", re.ASCII)
_NAMES = ("eerste", "tweede", "derde", "vierde")
_BACK = 12
# Too detailed, or not for others.
_LEFT_OUT = {"answers"}


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of a year; `number` is 1 to 4."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """Return how an address names it: 2026-4."""
        return f"{self.year}-{self.number}"

    @property
    def label(self) -> str:
        """Return how it is called."""
        return f"{_NAMES[self.number - 1]} kwartaal van {self.year}"

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """Return the quarter after it."""
        if self.number == 4:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> Quarter:
        """Return the quarter before it."""
        if self.number == 1:
            return Quarter(self.year - 1, 4)
        return Quarter(self.year, self.number - 1)


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported of a quarter; `total` is None when it is too few to tell."""

    quarter: Quarter
    total: int | None
    figures: list[Figure]


def this_quarter() -> Quarter:
    """Return the quarter it is now."""
    today = clock.today()
    return Quarter(today.year, (today.month + 2) // 3)


def quarters() -> list[Quarter]:
    """Return the quarters that can be reported, this one first."""
    found = [this_quarter()]
    while len(found) < _BACK:
        found.append(found[-1].previous)
    return found


def quarter_of(key: str) -> Quarter:
    """Return the quarter that an address names; the last one that is over when it names none."""
    named = _QUARTER.fullmatch(key)
    return Quarter(int(named[1]), int(named[2])) if named else this_quarter().previous


def report(quarter: Quarter) -> Report:
    """Count a quarter: confidential proposals in the total only, nothing of fewer than three.

    One or two confidential ones are left out of the total too: beside the figures it would tell.
    """
    span = Span(quarter.first, quarter.last, with_confidential=False)
    open_ones = total(span)
    sent = total(replace(span, with_confidential=True))
    sent = sent if sent - open_ones >= FEW else open_ones
    figures = [without_few(figure) for figure in count(span) if figure.key not in _LEFT_OUT]
    return Report(quarter, sent if sent >= FEW or sent == 0 else None, figures)
