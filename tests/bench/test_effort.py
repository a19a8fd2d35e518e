"""The model of what a form asks of a person, on screens made for it."""

from __future__ import annotations

import pytest

from regelruimte.proposals.levels import GROUPS
from tests.bench.effort_model import (
    THINKING,
    Asked,
    Screen,
    figures,
    medians,
    parts,
    thinking,
    words,
)
from tests.bench.effort_walk import offered

_HALF_A_MINUTE = "woord " * 10


def screen(*asked: Asked, **changed: int) -> Screen:
    """One screen of a phone, with nothing on it to read unless that is what changed."""
    return Screen("Kop", **{"words": 0, "own_words": 0, "height": 844, **changed}, asked=asked)


def test_our_words_are_read_and_own_words_skimmed() -> None:
    told = parts([screen(words=400, own_words=400)], composing=20)

    assert told["reading"] == 2
    assert told["reviewing"] == 1


def test_a_box_is_thought_up_and_a_known_field_is_typed() -> None:
    box = parts([screen(Asked("example", "textarea", typed=_HALF_A_MINUTE))], composing=20)
    name = parts([screen(Asked("name", "line", typed="x" * 100))], composing=20)

    assert box["composing"] == 0.5
    assert name["composing"] == 0
    assert name["handling"] - box["handling"] == pytest.approx(28 / 60)


def test_a_title_is_composed_although_it_is_one_line() -> None:
    title = parts([screen(Asked("title", "line", typed=_HALF_A_MINUTE))], composing=20)

    assert title["composing"] == 0.5


def test_faster_composing_costs_less() -> None:
    told = figures([screen(Asked("example", "textarea", typed=_HALF_A_MINUTE))])

    assert told["minutes at 15"] > told["minutes at 17.5"] > told["minutes at 20"]


def test_every_screenful_after_the_first_is_scrolled_to() -> None:
    short, long = (parts([screen(height=height)], 20)["handling"] for height in (400, 844 * 3))

    assert long - short == pytest.approx(2 / 60)


def test_each_press_and_each_click_counts() -> None:
    told = figures([screen(Asked("affected", "checkbox", clicks=3)), screen(Asked("name", "line"))])

    assert told["clicks"] == 3 + 1 + 1 + 1


def test_who_skips_a_question_does_not_think_about_it() -> None:
    assert thinking(Asked("rule_source", "line", is_answered=False)) == 0
    assert thinking(Asked("rule_source", "line")) == THINKING["rule_source"]


def test_an_unknown_question_takes_what_its_kind_takes() -> None:
    assert thinking(Asked("something_new", "textarea")) == 10
    assert thinking(Asked("something_new", "line")) == 1.35


def test_few_levels_are_quicker_to_choose_among() -> None:
    assert thinking(Asked("rule_level", "radio", offered=7)) == 5
    assert thinking(Asked("rule_level", "radio", offered=15)) == 8


def test_a_question_counts_once_whatever_narrows_it() -> None:
    level, narrower = Asked("rule_level", "radio"), Asked("rule_level", "select", False)
    told = figures([screen(Asked("role", "radio", is_of_the_check=True)), screen(level, narrower)])

    assert told["questions"] == told["required"] == 2
    assert told["required beside the check"] == 1


def test_boxes_are_counted_and_which_of_them_must_be_filled_in() -> None:
    told = figures([screen(Asked("example", "textarea"), Asked("risk", "textarea", False))])

    assert told["open boxes"] == 2
    assert told["open boxes required"] == 1


def test_heights_add_up_and_the_tallest_is_told() -> None:
    told = figures([screen(height=900), screen(height=2100)])

    assert (told["screens"], told["pixels in all"], told["tallest screen"]) == (2, 3000, 2100)


def test_the_median_is_taken_of_each_figure_by_itself() -> None:
    rows = [{"words": float(each), "clicks": each * 3.0} for each in (1, 5, 2)]

    assert medians(rows) == {"words": 2, "clicks": 6}


def test_punctuation_by_itself_is_no_word() -> None:
    assert words("Ja – en 3 collega's :") == 4


def test_a_level_becomes_its_group_and_narrows_it_where_it_is_offered() -> None:
    groups = {"key": "rule_level", "choices": {group.key: group.label for group in GROUPS}}
    narrower = {"key": "rule_level", "choices": {"act": "Wet"}}

    assert offered("act", groups) == ["national_rule"]
    assert offered("unknown", groups) == ["unknown"]
    assert offered("act", narrower) == ["act"]
    assert offered("national_rule", narrower) == []


def test_an_answer_that_is_not_offered_is_not_given() -> None:
    assert offered("purple", {"key": "colour", "choices": {"red": "Rood"}}) == []
