"""Hiding in a text who wrote it: the name, addresses, telephone and organisation that are known.

It finds what was filled in elsewhere, and no more: what else gives somebody away, a person sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

HIDDEN = "[niet getoond]"
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG = 5  # letters: a word of so many is found within others too (Utrecht in gemeenteutrecht.nl)
_LAST_DIGITS = 8  # of a telephone number, however its beginning was written
_BETWEEN = r"[\s().-]{0,3}"
# Say nothing about which organisation or person it is.
_COMMON = re.compile(
    "afdeling|dienst|den|der|een|gemeente|het|hogeschool|hoogheemraadschap|inspectie|ministerie|"
    "omgevingsdienst|openbaar|lichaam|provincie|rijk|stichting|team|ten|ter|universiteit|van|"
    "veiligheidsregio|voor|waterschap|zaken"
)


def masked(text: str, facts: Iterable[str], instead: str = HIDDEN) -> str:
    """Return the text without these facts about its writer: names, addresses, numbers.

    Each is hidden as a whole, and each of its words that is not common; `instead` stands there.
    """
    patterns = [pattern for fact in facts for pattern in _patterns(_plain(fact))]
    if not patterns:
        return text
    # The longest first: a whole name is hidden once, not word by word.
    known = "|".join(sorted(patterns, key=len, reverse=True))
    shown, end = "", 0
    for found in re.finditer(known, _plain(text), re.I):
        shown += text[end : found.start()] + instead
        end = found.end()
    return shown + text[end:]


def _plain(text: str) -> str:
    """Return each sign without its accent, in its own place: nobody types them everywhere."""
    return "".join(unicodedata.normalize("NFD", sign)[0] for sign in text)


def _patterns(fact: str) -> Iterator[str]:
    words = fact.split()
    if words:
        yield r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    if "@" not in fact:
        words = _WORD.findall(fact.lower())
        yield from (_of_word(word) for word in words if not _COMMON.fullmatch(word))
    digits = re.sub(r"\D", "", fact)
    if len(digits) >= _LAST_DIGITS:
        yield rf"[+(\d][\d\s().-]{{0,9}}?{_BETWEEN.join(digits[-_LAST_DIGITS:])}(?!\d)\w*"


def _of_word(word: str) -> str:
    if len(word) < _LONG:
        return rf"(?<!\w){re.escape(word)}(?!\w)"
    # From where a word begins only: a text of one long word is read once, not from each letter.
    return rf"(?<!\w)\w*{re.escape(word)}\w*"
