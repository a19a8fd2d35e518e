"""Words without case and accents, so that whatever is compared or searched is found either way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from regelruimte.fields.text import seen

_LONGEST = 100  # letters of a word; PostgreSQL takes 2,046 bytes at most
_JOINING = "-\u2010\u2011\u2012\u2013'\u2018\u2019\u02bc"
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# Letters with a stroke, and joined ones, that Unicode takes for letters of their own.
_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "þ": "th"}
)


def folded(text: str) -> list[str]:
    """Return the words of a text in small letters without accents, each once, in their order.

    Of a word with hyphens or apostrophes its parts, and the whole without them: "e-mail" is found
    by "mail", and by "email".
    """
    words = (word for compound in compounds(text) for word in forms(compound))
    return list(dict.fromkeys(words))


def compounds(text: str) -> list[str]:
    """Return the words in small letters without accents, the hyphens within them as "-"."""
    return _COMPOUND.findall("".join(map(_letter, seen(text))))


def forms(compound: str) -> list[str]:
    """Return the parts of such a word, and after them the whole without its hyphens."""
    parts = [part[:_LONGEST] for part in compound.split("-")]
    whole = "".join(parts)[:_LONGEST]
    return [*dict.fromkeys(parts), whole] if len(parts) > 1 else parts


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    """Fold one character; a whole text at once costs the square of the accents in a row."""
    if character in _JOINING:
        return "-"
    plain = unicodedata.normalize("NFKD", character.casefold().translate(_NOT_DECOMPOSED))
    return "".join(c for c in plain if not unicodedata.combining(c))


def in_order(text: str) -> list[str]:
    """Return every word in its place, those that come again too; a compound in its parts."""
    return [part for compound in compounds(text) for part in compound.split("-")]
