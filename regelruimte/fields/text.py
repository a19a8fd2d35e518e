"""Typed text: brought to one form, and refused where it cannot be kept or shown."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDINGS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REFUSED_CATEGORIES = {"Cc", "Cs"}
# Characters that turn the reading direction around, so that a text reads as something else.
_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ALLOWED_CONTROLS = frozenset("\n\t")


def clean(text: str) -> str:
    """Return `text` in Unicode's NFC with every line ending as one newline."""
    return unicodedata.normalize("NFC", _LINE_ENDINGS.sub("\n", text))


def refused_character(text: str) -> str | None:
    """Return the first character that cannot be kept, such as NUL or a direction override."""
    return next((character for character in text if _is_refused(character)), None)


def visible(text: str) -> str:
    """Return `text` with each refused character shown as the replacement sign."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_refused(c) else c for c in text)


def _is_refused(character: str) -> bool:
    if character in _ALLOWED_CONTROLS:
        return False
    category = unicodedata.category(character)
    return category in _REFUSED_CATEGORIES or character in _DIRECTION_OVERRIDES
