"""The difference between two texts, word by word, as a person would mark it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\S+\s*|\s+")  # a word keeps the blanks behind it
# Pairs of equal words looked at; some milliseconds. Two texts of 2,000 characters in which the
# usual is changed need a tenth of it, a word repeated a thousand times needs its cube.
MOST_WORK = 25_000


class Mark(StrEnum):
    """What became of a piece of text; the names of the HTML elements that say so."""

    SAME = ""
    GONE = "del"
    NEW = "ins"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one mark."""

    mark: Mark
    text: str


class _TooMuchWork(Exception):
    """The texts repeat themselves so much that comparing them takes too long."""


class _Comparison(SequenceMatcher[str]):
    """Python's comparison, which counts the pairs of words it looks at and stops in time."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        times = Counter(new)
        self._pairs = [1 + times[word] for word in old]
        self._work = 0

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """Return the longest run of words in both; raises _TooMuchWork."""
        self._work += sum(self._pairs[alo:ahi])
        if self._work > MOST_WORK:
            raise _TooMuchWork
        return super().find_longest_match(alo, ahi, blo, bhi)


def difference(before: str, after: str) -> list[Piece]:
    """Return both texts as one, what went and what came marked; what went stands first.

    Nothing when that is too much work: then they are better read side by side.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    try:
        changes = _Comparison(old, new).get_opcodes()
    except _TooMuchWork:
        return []
    return [piece for change in changes for piece in _pieces(old, new, *change)]


def _pieces(old: list[str], new: list[str], name: str, *ends: int) -> list[Piece]:
    a, b, c, d = ends
    marks = (Mark.SAME,) if name == "equal" else (Mark.GONE, Mark.NEW)
    texts = ("".join(old[a:b]), "".join(new[c:d]))
    return [Piece(mark, text) for mark, text in zip(marks, texts, strict=False) if text]
