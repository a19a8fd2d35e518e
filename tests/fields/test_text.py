"""Typed text: one form for what looks the same, and a refusal of what cannot be kept."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte.fields import text as door
from regelruimte.fields.text import (
    clean,
    for_xml,
    one_line,
    plain,
    refused_character,
    seen,
    visible,
)

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=60)
BOUNDED = settings(max_examples=200, deadline=None)
EVERY = [chr(number) for number in range(0x110000)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_ending_becomes_a_newline(ending: str) -> None:
    assert clean(f"een{ending}twee") == "een\ntwee"


def test_windows_line_endings_count_as_one_character() -> None:
    assert len(clean("a\r\n\r\nb")) == 4


def test_a_letter_and_its_accent_become_one_character() -> None:
    assert clean("cafe\u0301") == "café"
    assert one_line("cafe\xad\u0301") == "café"
    assert plain("cafe\u200b\u0301") == "café"


@pytest.mark.parametrize(
    "text", ["", "Eén regel", "  tabs\ten spaties  ", "👩‍👩‍👧", "ﬁ ½ ²", "العربية", "zacht\xadheid"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
    assert refused_character(text) is None


@pytest.mark.parametrize("reading", [clean, one_line, plain, visible, for_xml, seen])
@BOUNDED
@given(text=ANY_TEXT)
def test_doing_it_twice_is_doing_it_once(reading: object, text: str) -> None:
    assert callable(reading)
    assert reading(reading(text)) == reading(text)


@BOUNDED
@given(ANY_TEXT)
def test_cleaned_text_is_in_nfc_with_one_line_ending(text: str) -> None:
    kept = clean(text)
    assert unicodedata.is_normalized("NFC", kept) or door.piles_up_marks(kept)
    assert not set(kept) & set("\r\x0b\x0c\x85\u2028\u2029")


@BOUNDED
@given(ANY_TEXT)
def test_what_is_shown_can_always_be_kept(text: str) -> None:
    assert refused_character(visible(text)) is None


@BOUNDED
@given(ANY_TEXT)
def test_clean_text_that_is_not_refused_is_shown_and_written_as_it_is(text: str) -> None:
    kept = clean(text)
    if refused_character(kept) is None:
        assert visible(kept) == for_xml(kept) == kept.encode().decode() == kept


def test_the_first_refused_character_is_returned() -> None:
    assert refused_character("a\u2066b\u202e") == "\u2066"


def test_a_refused_character_is_shown_as_the_replacement_sign() -> None:
    assert visible("een\x00twee\u202e") == "een\ufffdtwee\ufffd"


def test_xml_holds_every_character_that_is_left() -> None:
    """XML 1.0, 2.2: #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]."""
    for number, character in enumerate(EVERY):
        holds = number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
        assert bool(for_xml(character)) == (holds or number >= 0x10000)


@pytest.mark.parametrize(
    "nothing", ["", " \n", "\u200b", "\u2800\u2800", "\u3164", "\xad\ufeff\xa0"]
)
def test_what_nobody_sees_is_nothing(nothing: str) -> None:
    assert seen(nothing) == ""


# Bounded work


def test_every_character_that_decomposes_into_a_mark_counts_as_one() -> None:
    def begins_with_mark(character: str) -> bool:
        return unicodedata.combining(unicodedata.normalize("NFD", character)[0]) != 0

    marks = [c for c in EVERY if begins_with_mark(c)]

    assert [c for c in EVERY if door.piles_up_marks(c * 31)] == marks
    assert not door.piles_up_marks("\u0323" * 30)


@pytest.mark.parametrize("reading", [clean, one_line, plain, seen, visible])
@pytest.mark.parametrize(
    "unit", ["\u0323\u0301", "\u0f73", "a\u0323\u0301", "\r", "\ufffe", "\u0344"]
)
def test_no_text_within_the_size_limit_takes_long(reading: object, unit: str) -> None:
    assert callable(reading)
    size = 256 * 1024 // len(unit.encode())
    texts = [(unit * size)[:size], *[(unit * 9_999)[:9_999]] * (size // 9_999)]
    for typed in (texts[:1], texts[1:]):
        began = time.process_time()
        for each in typed:
            reading(each)
        assert time.process_time() - began < 0.1


# The table of docs/text.md


DOC = Path(__file__).parents[2] / "docs" / "text.md"
_ROW = re.compile(
    r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", re.MULTILINE
)
_RANGE = re.compile(r"U\+([0-9A-F]{4,6})(?:–U\+([0-9A-F]{4,6}))?")
READINGS = (clean, lambda text: one_line(clean(text)), lambda text: plain(clean(text)))


def table() -> dict[str, tuple[str, ...]]:
    """Return what the page says of each character that is not simply kept, in three places."""
    told: dict[str, tuple[str, ...]] = {}
    for characters, *fates in _ROW.findall(DOC.read_text(encoding="utf-8"))[1:]:
        for first, last in _RANGE.findall(characters):
            for number in range(int(first, 16), int(last or first, 16) + 1):
                told.setdefault(chr(number), tuple(fate.strip() for fate in fates))
    return told


def fate(reading: object, character: str) -> str:
    assert callable(reading)
    read = reading(f"x{character}y")
    if refused_character(read):
        return "refused"
    plainly = {"xy": "taken out", "x\ny": "newline", "x-y": "`-`", "x y": "space"}
    kept = read == unicodedata.normalize("NFC", f"x{character}y")
    return "kept" if kept else plainly[read]


def test_every_character_fares_as_the_page_says() -> None:
    told = table()
    known = [c for c in EVERY if c in told or unicodedata.category(c) not in ("Cn", "Co")]
    ordinary = ("kept", "kept", "kept")
    wrong = [
        (f"U+{ord(c):04X}", fates)
        for c in known
        if (fates := tuple(fate(reading, c) for reading in READINGS)) != told.get(c, ordinary)
    ]

    assert not wrong[:10]
    assert len(told) > 2_000


def test_the_page_names_the_limits_of_the_code() -> None:
    page = DOC.read_text(encoding="utf-8")

    assert f"{door.LONGEST:,} characters" in page
    assert f"{door.MOST_MARKS} marks" in page
