"""The difference between two texts, word by word, as a person would mark it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\S+\s*|\s+")  # a word keeps the blanks behind it


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


def difference(before: str, after: str) -> list[Piece]:
    """Return both texts as one, what went and what came marked; what went stands first."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for name, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if name == "equal":
            pieces.append(Piece(Mark.SAME, "".join(old[a:b])))
            continue
        gone, came = "".join(old[a:b]), "".join(new[c:d])
        pieces += [Piece(mark, t) for mark, t in ((Mark.GONE, gone), (Mark.NEW, came)) if t]
    return pieces
