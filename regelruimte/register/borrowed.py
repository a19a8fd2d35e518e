"""Whether a text of ours holds what an applicant wrote: words, numbers, amounts, names. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from regelruimte.fields.folding import in_order
from regelruimte.store.organisations import own_words

WORDS, DIGITS = 6, 4  # so many in a row may stand in an applicant's text by themselves
_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+")
_NUMBER = re.compile(r"\d(?:[ .\-\u00a0]?\d)*")
_AMOUNT = re.compile(
    r"(?:€|\beuro?)\s{0,3}(\d[\d.,]{0,20})"
    r"|(?<![\d.,])(\d[\d.,]{0,20})-?\s{0,3}(?:€|euro?\b)",
    re.IGNORECASE,
)
_CENTS = re.compile(r",\d{1,2}$")


def borrowed_words(ours: str, theirs: Iterable[str]) -> str:
    """Return the first six words in a row that an applicant wrote too, without case; or ""."""
    mine = list(_in_a_row(ours))
    known = {run for text in theirs for run in _in_a_row(text)} if mine else set()
    return next((" ".join(run) for run in mine if run in known), "")


def borrowed_number(ours: str, theirs: Iterable[str]) -> str:
    """Return the first number of four digits or more that an applicant wrote too; or ""."""
    known = {run for text in theirs for number in _numbers(text) for run in _runs(number)}
    return next((number for number in _numbers(ours) if known & set(_runs(number))), "")


def borrowed_amount(ours: str, theirs: Iterable[str]) -> str:
    """Return the first amount of money that an applicant wrote too; or ""."""
    known = {amount for text in theirs for amount, _ in _amounts(text)}
    return next((written for amount, written in _amounts(ours) if amount in known), "")


def email_in(ours: str) -> str:
    """Return the first mail address in a text; or "". Nobody's belongs there."""
    found = _EMAIL.search(ours)
    return found[0] if found else ""


def name_in(ours: str, names: Iterable[str]) -> str:
    """Return the first of these names that stands in a text, without what many names share."""
    words = in_order(ours)
    return next((name for name in names if _holds(words, own_words(name))), "")


def _in_a_row(text: str) -> Iterator[tuple[str, ...]]:
    words = in_order(text)
    return (tuple(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))


def _holds(words: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether these words of a name stand together among the words of a text."""
    size = len(name)
    places = range(len(words) - size + 1)
    return size > 0 and any(list(words[at : at + size]) == list(name) for at in places)


def _numbers(text: str) -> list[str]:
    """Return the digits of each number, however it is grouped, in the digits of ASCII."""
    return [_digits(found) for found in _NUMBER.findall(text)]


def _runs(number: str) -> Iterator[str]:
    return (number[at : at + DIGITS] for at in range(len(number) - DIGITS + 1))


def _amounts(text: str) -> Iterator[tuple[str, str]]:
    """Yield each amount in whole euros and cents, and as it was written."""
    for found in _AMOUNT.finditer(text):
        number = (found[1] or found[2]).rstrip(".,")
        cents = _CENTS.search(number)
        whole = _digits(number[: cents.start()] if cents else number)
        yield f"{whole},{_digits(cents[0]).ljust(2, '0') if cents else '00'}", found[0].strip()


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdecimal())
