"""Finding what an applicant wrote in a text of ours, however it is written there."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regelruimte.register.borrowed import (
    borrowed_amount,
    borrowed_number,
    borrowed_words,
    name_in,
)

WORDS = st.lists(st.sampled_from(["aap", "noot", "mies", "wim"]), max_size=20)


@given(WORDS, WORDS)
def test_six_words_in_a_row_are_found_and_five_are_not(ours: list[str], theirs: list[str]) -> None:
    runs = {tuple(theirs[at : at + 6]) for at in range(len(theirs) - 5)}
    shared = any(tuple(ours[at : at + 6]) in runs for at in range(len(ours) - 5))

    assert bool(borrowed_words(" ".join(ours), [" - ".join(theirs).upper()])) is shared


@pytest.mark.parametrize(
    ("ours", "theirs", "is_found"),
    [
        ("€ 1.500", "1500 euro", True),
        ("EUR 1500,00", "€1.500,-", True),
        ("€ 1.500,50", "€ 1.500", False),
        ("€ 15", "€ 150", False),
        ("15 keer", "€ 15", False),
    ],
)
def test_an_amount_is_the_same_however_it_is_written(
    ours: str, theirs: str, is_found: bool
) -> None:
    assert bool(borrowed_amount(ours, [theirs])) is is_found


@pytest.mark.parametrize(
    ("ours", "theirs", "is_found"),
    [
        ("06-1234 5678", "0612345678", True),
        ("sinds 2024", "1 mei 2024", True),
        ("sinds 2024", "1 mei 2025", False),
        ("٢٠٢٤", "2024", True),
        ("123", "123", False),
    ],
)
def test_a_number_of_four_digits_is_found(ours: str, theirs: str, is_found: bool) -> None:
    assert bool(borrowed_number(ours, [theirs])) is is_found


def test_a_name_is_found_without_what_many_names_share() -> None:
    assert name_in("Zo doet Utrecht het", ["Gemeente Utrecht"])
    assert not name_in("Zo doet een gemeente het", ["Gemeente Utrecht", "Gemeente"])


@pytest.mark.timed
@pytest.mark.parametrize(
    "theirs", ["1" * 10_000, "1." * 5_000, "a@" * 5_000, "€ " * 5_000, "1 " * 5_000]
)
def test_no_text_of_an_applicant_costs_much(theirs: str) -> None:
    before = time.process_time()

    for find in (borrowed_words, borrowed_number, borrowed_amount):
        find("Iedereen wacht lang, 1111 keer.", [theirs])

    assert time.process_time() - before < 1
