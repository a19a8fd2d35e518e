"""What a figure is: a heading, bars with their counts, and what must not be told of few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

# Fewer than this many may lead to a person (the report for BZK and the unions).
FEW = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One row; `count` is None when it is kept back."""

    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `counts` says what is counted, `note` what else there is to know.

    `cases` is of how many its bars tell, when they count something else (hours).
    """

    key: str
    title: str
    counts: str
    bars: tuple[Bar, ...]
    note: str = ""
    cases: int | None = None

    @property
    def most(self) -> int:
        """Return the longest bar, at least 1."""
        return max((bar.count or 0 for bar in self.bars), default=0) or 1

    def as_json(self) -> dict[str, Any]:
        """Return it as values that JSON can hold."""
        return asdict(self)


def from_json(kept: Mapping[str, Any]) -> Figure:
    """Return the figure that was kept."""
    return Figure(**{**kept, "bars": tuple(Bar(**bar) for bar in kept["bars"])})


def without_few(figure: Figure) -> Figure:
    """Keep back every count of one or two, so that nobody can be recognised in it.

    Where the total would give away what is kept back, because it is one count or because all are
    one, the next smallest is kept back too.
    """
    told = figure.cases if figure.cases is not None else sum(b.count or 0 for b in figure.bars)
    if told < FEW:
        everything = {bar.label for bar in figure.bars}
        return replace(_without(figure, everything), note="")
    return figure if figure.cases is not None else _without(figure, _few(figure))


def _few(figure: Figure) -> set[str]:
    few = {bar.label: bar.count for bar in figure.bars if bar.count and bar.count < FEW}
    hidden = set(few)
    if len(few) == 1 or 0 < sum(few.values()) == len(few):
        others = [bar for bar in figure.bars if bar.count and bar.label not in hidden]
        smallest = min(others, key=lambda bar: bar.count or 0, default=None)
        hidden |= {smallest.label} if smallest else set()
    return hidden


def _without(figure: Figure, hidden: set[str]) -> Figure:
    bars = (replace(bar, count=None) if bar.label in hidden else bar for bar in figure.bars)
    return replace(figure, bars=tuple(bars))
