"""Typed text: what is kept, taken out and refused, decided here (docs/text.md says why)."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 10_000  # characters; what is longer fits no answer, and no work is done on it
MOST_MARKS = 30  # accents on one letter, as Unicode's Stream-Safe Text Format (UAX #15, 13) has it

_LINE_ENDINGS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
# Control characters but newline and tab, and the code points that Unicode says are no characters.
# Classes beyond U+FFFF are slow, and looked at only where there is something to find.
_DIGITS = 9
_NOTHING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_ENDS = "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
_NOTHING_BEYOND = re.compile(f"[{_ENDS}]")
# Lone surrogates, and characters that turn the reading direction around: a text then reads as
# something else.
_REFUSED = re.compile("[\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_MARKS = "".join(chr(c) for c in range(0x300, 0x1F000) if unicodedata.combining(chr(c)))
# Three more decompose into marks.
_MARK = "[" + "".join(c for c in _MARKS if c <= "\uffff") + "\u0f73\u0f75\u0f81]"
_MARK_BEYOND = "(?=[\U00010000-\U0001efff])[" + "".join(c for c in _MARKS if c > "\uffff") + "]"
_TOO_MANY = re.compile(f"{_MARK}{{{MOST_MARKS + 1}}}")
_TOO_MANY_BEYOND = re.compile(f"(?:{_MARK}|{_MARK_BEYOND}){{{MOST_MARKS + 1}}}")
_SCRIPT_BEYOND = re.compile("[\U00010000-\U0001efff]")
# Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties, and the empty braille cell.
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Of these, what means nothing in a name or a title; joiners and variants make other letters.
_STRAY = re.compile("[\xad\u061c\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff]")
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return any typed text as the site takes it in: NFC, newlines, without what is nothing.

    What is too long for any answer, or piles up accents, is refused later and stays as it is:
    to bring it to NFC costs the square of its length.
    """
    if len(text) > LONGEST:
        return text
    for ending in _LINE_ENDINGS:
        text = text.replace(ending, "\n")
    text = _nothing_as("", text)
    return text if piles_up_marks(text) else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return a clean text of one line without the invisible characters that mean nothing in it."""
    return clean(_STRAY.sub("", text)) if _STRAY.search(text) else text


def plain(text: str) -> str:
    """Return a clean address or number with plain dashes and spaces, and nothing unseen in it."""
    if text.isascii() or len(text) > LONGEST:
        return text.strip()
    return clean(_DASHES.sub("-", _SPACES.sub(" ", _UNSEEN.sub("", text)))).strip()


def seen(text: str) -> str:
    """Return what somebody sees of a text: nothing unseen, no blanks around it."""
    return text.strip() if text.isascii() else _UNSEEN.sub("", text).strip()


def refused_character(text: str) -> str | None:
    """Return the first character that cannot be kept, such as a direction override."""
    found = _REFUSED.search(text)
    return found[0] if found else None


def piles_up_marks(text: str) -> bool:
    """Tell whether more accents stand on one letter than any language writes."""
    pattern = _TOO_MANY_BEYOND if _SCRIPT_BEYOND.search(text) else _TOO_MANY
    return not text.isascii() and pattern.search(text) is not None


def whole_number(text: str) -> int | None:
    """Return the number written in up to nine digits; Python refuses to read thousands of them."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if is_number else None


def visible(text: str) -> str:
    """Return `text` with each character that is not taken in shown as the replacement sign."""
    sign = "\N{REPLACEMENT CHARACTER}"
    return _REFUSED.sub(sign, _nothing_as(sign, text))


def for_xml(text: str) -> str:
    """Return `text` without the characters that XML 1.0 (2.2, Char) cannot hold."""
    return _NOT_XML.sub("", text)


def _nothing_as(sign: str, text: str) -> str:
    """Return `text` with this sign for each character that is nothing."""
    text = _NOTHING.sub(sign, text)
    return _NOTHING_BEYOND.sub(sign, text) if _BEYOND.search(text) else text
