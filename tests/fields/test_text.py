"""Typed text: one form for what looks the same, and a refusal of what cannot be kept."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte.fields.text import clean, refused_character, visible

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=60)
BOUNDED = settings(max_examples=200, deadline=None)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_ending_becomes_a_newline(ending: str) -> None:
    assert clean(f"een{ending}twee") == "een\ntwee"


def test_windows_line_endings_count_as_one_character() -> None:
    assert len(clean("a\r\n\r\nb")) == 4


def test_a_letter_and_its_accent_become_one_character() -> None:
    assert clean("cafe\u0301") == "café"


@pytest.mark.parametrize(
    "text", ["", "Eén regel", "  tabs\ten spaties  ", "👩‍👩‍👧", "ﬁ ½ ²", "العربية"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
    assert refused_character(text) is None


@BOUNDED
@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@BOUNDED
@given(ANY_TEXT)
def test_cleaned_text_is_in_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text))


@BOUNDED
@given(ANY_TEXT)
def test_cleaned_text_has_no_other_line_ending(text: str) -> None:
    assert not set(clean(text)) & set("\r\x0b\x0c\x85\u2028\u2029")


@BOUNDED
@given(ANY_TEXT)
def test_text_comes_back_equal_or_is_refused(text: str) -> None:
    kept = clean(text)
    if refused_character(kept) is None:
        folded = kept.encode("utf-8").decode("utf-8")
        assert folded == kept
        assert "\x00" not in kept
        assert folded == unicodedata.normalize("NFC", "\n".join(_lines(text)))


def _lines(text: str) -> list[str]:
    text = text.replace("\r\n", "\n")
    for ending in "\r\x0b\x0c\x85\u2028\u2029":
        text = text.replace(ending, "\n")
    return text.split("\n")


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x9f",
        "\ud800",
        chr(0xDFFF),
        "\u202e",
        "\u202a",
        "\u2066",
        "\u2069",
    ],
    ids=ascii,
)
def test_what_cannot_be_kept_or_shown_is_refused(character: str) -> None:
    assert refused_character(f"een{character}twee") == character


def test_no_control_character_or_lone_surrogate_is_forgotten() -> None:
    every = map(chr, range(0x110000))
    never = [c for c in every if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"]

    assert [c for c in never if refused_character(c) is None] == []
    assert len(never) == 65 - 2 + 2048


@pytest.mark.parametrize("character", ["\n", "\t", "\u200d", "\u00ad", "\u200f"], ids=ascii)
def test_what_people_type_without_knowing_is_kept(character: str) -> None:
    assert refused_character(f"een{character}twee") is None


def test_the_first_refused_character_is_returned() -> None:
    assert refused_character("a\x07b\x00") == "\x07"


def test_a_refused_character_is_shown_as_the_replacement_sign() -> None:
    assert visible("een\x00twee\u202e") == "een\ufffdtwee\ufffd"


@BOUNDED
@given(ANY_TEXT)
def test_what_is_shown_can_always_be_kept(text: str) -> None:
    assert refused_character(visible(text)) is None


@BOUNDED
@given(ANY_TEXT)
def test_text_that_is_not_refused_is_shown_as_typed(text: str) -> None:
    if refused_character(text) is None:
        assert visible(text) == text
