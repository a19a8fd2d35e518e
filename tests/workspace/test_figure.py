"""What is told of few is kept back, also when the rest would give it away."""

from __future__ import annotations

import json

import pytest

from regelruimte.workspace.figure import Bar, Figure, from_json, without_few


def figure(*counts: int, cases: int | None = None) -> Figure:
    bars = tuple(Bar(f"bar {number}", count) for number, count in enumerate(counts))
    return Figure("key", "Titel", "voorstellen", bars, note="De helft.", cases=cases)


def told(of: Figure) -> list[int | None]:
    return [bar.count for bar in without_few(of).bars]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((3, 4, 5), [3, 4, 5]),
        ((1, 2, 5), [None, None, 5]),
        ((2, 4, 5), [None, None, 5]),
        ((5, 4, 2, 0), [5, None, None, 0]),
        ((1, 1, 5, 9), [None, None, None, 9]),
        ((1,), [None]),
        ((1, 1), [None, None]),
        ((), []),
    ],
)
def test_counts_of_one_and_two_are_kept_back(
    counts: tuple[int, ...], shown: list[int | None]
) -> None:
    assert told(figure(*counts)) == shown


def test_hours_are_told_by_of_how_many_pilots_they_are() -> None:
    assert told(figure(90, 1, cases=3)) == [90, 1]
    assert told(figure(90, 40, cases=2)) == [None, None]


def test_what_is_said_of_few_is_kept_back_too() -> None:
    assert without_few(figure(2)).note == ""
    assert without_few(figure(30, 2)).note == "De helft."


def test_a_figure_can_be_kept_and_is_the_same_again() -> None:
    kept = json.loads(json.dumps(figure(1, 2, cases=4).as_json()))

    assert from_json(kept) == figure(1, 2, cases=4)
