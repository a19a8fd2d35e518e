"""Two texts as one, with what went and what came marked by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte.replies.changes import Mark, Piece, difference
from tests.people import SAMPLES


def marked(before: str, after: str) -> str:
    return "".join(
        f"<{piece.mark}>{piece.text}</{piece.mark}>" if piece.mark else piece.text
        for piece in difference(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("een twee drie", "een twee drie", "een twee drie"),
        ("een twee drie", "een vier drie", "een <del>twee </del><ins>vier </ins>drie"),
        ("een drie", "een twee drie", "een <ins>twee </ins>drie"),
        ("een twee drie", "een drie", "een <del>twee </del>drie"),
        ("", "nieuw", "<ins>nieuw</ins>"),
        ("oud", "", "<del>oud</del>"),
        ("", "", ""),
        ("tot 1.000 euro", "tot 2.000 euro", "tot <del>1.000 </del><ins>2.000 </ins>euro"),
    ],
)
def test_what_changed_is_marked_by_word(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    pieces = difference(before, after) or [Piece(Mark.GONE, before), Piece(Mark.NEW, after)]

    assert "".join(p.text for p in pieces if p.mark is not Mark.NEW) == before
    assert "".join(p.text for p in pieces if p.mark is not Mark.GONE) == after


WORDS = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), max_size=1000)
LONGEST = 2_000
REPEATING = st.one_of(
    WORDS.map(" ".join),
    st.tuples(WORDS, st.integers(1, 1000)).map(lambda t: (" ".join(t[0][:5]) + " ") * t[1]),
)


def seconds_for(before: str, after: str) -> float:
    """How much of the processor a comparison takes; the least of three."""

    def once() -> float:
        began = time.process_time()
        difference(before, after)
        return time.process_time() - began

    return min(once() for _ in range(3))


@settings(max_examples=150, deadline=None)
@given(REPEATING, REPEATING)
def test_no_two_answers_take_longer_than_20_ms(before: str, after: str) -> None:
    assert seconds_for(before[:LONGEST], after[:LONGEST]) < 0.02


@pytest.mark.parametrize(
    ("before", "after"), [("a " * 1000, "a " * 999), ("a b " * 500, "b a " * 500)]
)
def test_what_repeats_itself_is_not_compared(before: str, after: str) -> None:
    assert difference(before, after) == []
    assert seconds_for(before, after) < 0.02


def test_an_answer_as_people_write_it_is_compared_at_its_longest() -> None:
    text = " ".join(f"{sample['rule_text']} {sample['alternative']}" for sample in SAMPLES)[
        :LONGEST
    ]
    words = text.split()
    others = [f"{word}s" if number % 4 == 0 else word for number, word in enumerate(words)]

    assert len(text) == LONGEST
    assert difference(text, " ".join(others))
