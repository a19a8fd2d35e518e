"""Typed text: brought to one form, and refused where it cannot be kept or shown."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDINGS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters (Cc) but newline and tab, lone surrogates (Cs), and characters that turn the
# reading direction around, so that a text reads as something else.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Return `text` in Unicode's NFC with every line ending as one newline."""
    return unicodedata.normalize("NFC", _LINE_ENDINGS.sub("\n", text))


def refused_character(text: str) -> str | None:
    """Return the first character that cannot be kept, such as NUL or a direction override."""
    found = _REFUSED.search(text)
    return found[0] if found else None


def visible(text: str) -> str:
    """Return `text` with each refused character shown as the replacement sign."""
    return _REFUSED.sub("\N{REPLACEMENT CHARACTER}", text)
