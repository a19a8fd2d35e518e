"""About how many, in bands that are too wide for a count to be worked out. Pure.

Of all together no band is told beside others: three times at least three, and fewer than ten
together, would be three times three (docs/decisions/0042-introductions-and-the-account.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from regelruimte.fields.question import Choice, label

# From which number on a band begins, by its key; of fewer nothing is told.
_BEGINS = {"some": 3, "tens": 10, "many": 25, "hundreds": 100}
BANDS: tuple[Choice, ...] = (
    Choice("some", "3 tot 9"),
    Choice("tens", "10 tot 24"),
    Choice("many", "25 tot 99"),
    Choice("hundreds", "100 of meer"),
)


def band(count: int) -> str:
    """Return the key of the band of a count; "" of what is too small to be told."""
    return next((key for key, least in reversed(_BEGINS.items()) if count >= least), "")


def in_words(key: str) -> str:
    """Return a band in words; "" of none."""
    return label(BANDS, key)


def least(bands: Iterable[str]) -> int:
    """Return how many there are at the least, by what is told of the parts."""
    return sum(_BEGINS[key] for key in bands)
