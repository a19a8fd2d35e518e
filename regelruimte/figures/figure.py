"""What a figure is: a heading, and bars with their counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any


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
