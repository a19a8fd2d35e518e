"""What a figure is: a heading, bars with their counts; and which are too small to publish."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

# Fewer than this many may lead to a person (the report for BZK and the unions).
FEW = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what is counted in words, and how often; `count` is None when it is suppressed."""

    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `counts` says what is counted, `note` what else there is to know.

    `cases` is of how many its bars tell, when they count something else (hours). Of one that
    `is_suppressed` nothing but its title is published: it is about too few.
    """

    key: str
    title: str
    counts: str
    bars: tuple[Bar, ...]
    note: str = ""
    cases: int | None = None
    is_suppressed: bool = False

    def hides(self, labels: Collection[str]) -> bool:
        """Tell whether the count of a bar with one of these labels is suppressed."""
        return self.is_suppressed or any(b.count is None for b in self.bars if b.label in labels)

    @property
    def most(self) -> int:
        """Return the count of the longest bar, for the others to be drawn against; at least 1."""
        return max((bar.count or 0 for bar in self.bars), default=0) or 1

    def as_json(self) -> dict[str, object]:
        """Return it as values that JSON can hold; `from_json` makes a figure of them again."""
        return asdict(self)


def from_json(stored: Mapping[str, Any]) -> Figure:
    """Return the figure that `Figure.as_json` gave; raises TypeError for other fields."""
    return Figure(**{**stored, "bars": tuple(Bar(**bar) for bar in stored["bars"])})


def suppress_small_counts(figure: Figure) -> Figure:
    """Suppress the smallest counts where one is under `FEW`, so that nobody can be recognised.

    The two smallest different counts go, of every bar that has one of them. Whoever knows the
    total and this rule can still put one in the place of the other (tests/figures/test_figure.py
    tries all small tables). Where no other count is left, the whole figure goes, zeros too.
    """
    if figure.cases is not None:
        return suppressed(figure) if 0 < figure.cases < FEW else figure
    counts = sorted({bar.count for bar in figure.bars if bar.count})
    if not counts or counts[0] >= FEW:
        return figure
    if len(counts) <= 2:
        return suppressed(figure)
    hidden = (replace(bar, count=None) if bar.count in counts[:2] else bar for bar in figure.bars)
    return replace(figure, bars=tuple(hidden))


def suppressed(figure: Figure) -> Figure:
    """Return the figure with nothing but its title left."""
    return replace(figure, bars=(), note="", cases=None, is_suppressed=True)
