"""What is told of few is kept back, also when the rest would give it away."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from itertools import product

import pytest

from regelruimte.figures.counting import labels_of
from regelruimte.figures.figure import Bar, Figure, from_json
from regelruimte.figures.suppression import (
    FEW,
    OTHERS,
    suppress_small_counts,
    suppress_together,
)


def figure(*counts: int, cases: int | None = None) -> Figure:
    bars = tuple(Bar(f"bar {number}", count) for number, count in enumerate(counts))
    return Figure("key", "Titel", "voorstellen", bars, note="De helft.", cases=cases)


def told(of: Figure) -> list[int | None]:
    return [bar.count for bar in suppress_small_counts(of).bars]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((3, 4, 5), [3, 4, 5]),
        ((1, 2, 5), [None, None, 5]),
        ((5, 2, 4, 0), [5, None, None, 0]),
        ((1, 1, 5, 9), [None, None, None, 9]),
        ((2, 5, 9, 5), [None, None, 9, None]),
        ((), []),
    ],
)
def test_where_one_is_under_three_the_two_smallest_counts_are_kept_back(
    counts: tuple[int, ...], shown: list[int | None]
) -> None:
    assert told(figure(*counts)) == shown


@pytest.mark.parametrize("counts", [(1,), (1, 1), (2, 2, 0), (2, 40)])
def test_where_no_other_count_is_left_nothing_is_told(counts: tuple[int, ...]) -> None:
    nothing = suppress_small_counts(figure(*counts))

    assert nothing.is_suppressed
    assert nothing.bars == ()


def reader_sees(counts: tuple[int, ...]) -> tuple[object, ...]:
    """Return what is published of these counts, with their total where it is not of few."""
    shown = {bar.label: bar.count for bar in suppress_small_counts(figure(*counts)).bars}
    total = sum(counts)
    published = tuple(shown.get(bar.label) for bar in figure(*counts).bars)
    return published, None if 0 < total < FEW else total


@pytest.mark.parametrize("bars", [1, 2, 3, 4, 5])
def test_no_count_that_is_suppressed_can_be_derived(bars: int) -> None:
    possible: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(9), repeat=bars):
        possible[reader_sees(counts)].append(counts)

    for (shown, _), tables in possible.items():
        assert isinstance(shown, tuple)
        for column, count in enumerate(shown):
            values = {table[column] for table in tables}
            assert values == {count} if count is not None else len(values) > 1, (shown, tables)


def test_hours_are_told_by_of_how_many_pilots_they_are() -> None:
    assert told(figure(90, 1, cases=3)) == [90, 1]
    assert suppress_small_counts(figure(90, 40, cases=2)).is_suppressed
    assert not suppress_small_counts(figure(cases=0)).is_suppressed


def test_what_is_said_of_few_is_suppressed_too() -> None:
    assert suppress_small_counts(figure(2)).note == ""
    assert suppress_small_counts(figure(30, 20, 2)).note == "De helft."


def test_a_figure_can_be_kept_and_is_the_same_again() -> None:
    kept = json.loads(json.dumps(figure(1, 2, cases=4).as_json()))

    assert from_json(kept) == figure(1, 2, cases=4)


# What is suppressed, as one bar


def bars(*counts: int, key: str = "level") -> dict[str, int | None]:
    """Return the bars that are published of a figure with these counts."""
    (published,) = suppress_together([replace(figure(*counts), key=key)])
    return {bar.label: bar.count for bar in published.bars}


def test_what_is_suppressed_is_one_bar_in_the_end() -> None:
    assert bars(1, 9, 2, 4) == {"bar 1": 9, "bar 3": 4, OTHERS: 3}


@pytest.mark.parametrize("counts", [(3, 4, 5), (0, 5), ()])
def test_where_nothing_is_there_is_no_such_bar(counts: tuple[int, ...]) -> None:
    assert OTHERS not in bars(*counts)


def test_where_answers_overlap_nothing_is_added_up() -> None:
    assert bars(1, 9, 2, key="obstacles") == {"bar 0": None, "bar 1": 9, "bar 2": None}


def test_no_bar_is_called_so_already() -> None:
    figures = ("status", "level", "workplace", "form", "pilots", "outcomes", "verdicts")

    assert OTHERS not in [label for key in figures for label in labels_of(key).values()]


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_that_bar_is_of_no_few_and_gives_no_count_away(number: int) -> None:
    possible: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(8), repeat=number):
        shown, total = bars(*counts), sum(counts)
        assert (shown.get(OTHERS) or FEW) >= FEW
        possible[(*shown.items(), None if 0 < total < FEW else total)].append(counts)

    for shown_bars, tables in possible.items():
        told = dict(each for each in shown_bars if isinstance(each, tuple))
        for column in range(number):
            values = {table[column] for table in tables}
            assert told.get(f"bar {column}") is not None or len(values) > 1, (told, tables)
