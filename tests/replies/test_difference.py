"""Two texts as one, with what went and what came marked by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regelruimte.replies.difference import Mark, difference


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
    pieces = difference(before, after)

    assert "".join(p.text for p in pieces if p.mark is not Mark.NEW) == before
    assert "".join(p.text for p in pieces if p.mark is not Mark.GONE) == after
