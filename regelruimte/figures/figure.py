"""What a figure is: a heading, bars with their counts, and what must not be told of few."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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

    `cases` is of how many its bars tell, when they count something else (hours). One that
    `is_kept_back` tells nothing: it is about too few.
    """

    key: str
    title: str
    counts: str
    bars: tuple[Bar, ...]
    note: str = ""
    cases: int | None = None
    is_kept_back: bool = False

    def hides(self, labels: Collection[str]) -> bool:
        """Tell whether the count of one of these bars is kept back."""
        return self.is_kept_back or any(b.count is None for b in self.bars if b.label in labels)

    @property
    def most(self) -> int:
        """Return the longest bar, at least 1."""
        return max((bar.count or 0 for bar in self.bars), default=0) or 1

    def as_json(self) -> dict[str, object]:
        """Return it as values that JSON can hold."""
        return asdict(self)


def from_json(kept: Mapping[str, Any]) -> Figure:
    """Return the figure that was kept."""
    return Figure(**{**kept, "bars": tuple(Bar(**bar) for bar in kept["bars"])})


def suppress_small_counts(figure: Figure) -> Figure:
    """Keep back the smallest counts where one is under `FEW`, so that nobody can be recognised.

    The two smallest different counts go, of every bar that has one of them. Whoever knows the
    total and this rule can still put one in the place of the other (tests/workspace/test_figure.py
    tries all small tables). Where no other count is left, no bar is told, a zero neither.
    """
    if figure.cases is not None:
        return kept_back(figure) if 0 < figure.cases < FEW else figure
    counts = sorted({bar.count for bar in figure.bars if bar.count})
    if not counts or counts[0] >= FEW:
        return figure
    if len(counts) <= 2:
        return kept_back(figure)
    hidden = (replace(bar, count=None) if bar.count in counts[:2] else bar for bar in figure.bars)
    return replace(figure, bars=tuple(hidden))


def kept_back(figure: Figure) -> Figure:
    """Tell nothing of a figure but that it is there."""
    return replace(figure, bars=(), note="", cases=None, is_kept_back=True)
