"""A question: when it is asked, when its answer is right, and how it is put in words."""

from dataclasses import replace

import pytest

from regelruimte.fields.kinds import CHOICE, FLAG, LINE, NUMBER
from regelruimte.fields.question import (
    Answered,
    Choice,
    Question,
    Situation,
    always,
    asked,
    error,
    errors,
    in_words,
    is_empty,
    never,
    record,
)

NAME = Question("name", "Je naam", LINE, required=always, missing="Vul je naam in.", maximum=20)
AGE = Question("age", "Je leeftijd", NUMBER, step="over-jou", maximum=120)


def grown_up(situation: Situation) -> bool:
    return situation.answers.get("age") == 30


def situation(**answers: object) -> Situation:
    return Situation(answers)


@pytest.mark.parametrize("value", [None, "", "  \n\t", [], False])
def test_a_blank_answer_counts_as_none(value: object) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, "0", "x", ["x"], True])
def test_anything_else_counts_as_an_answer(value: object) -> None:
    assert not is_empty(value)


@pytest.mark.parametrize("value", [None, "", "   "])
def test_a_required_answer_that_is_missing_is_told_so(value: object) -> None:
    assert error(NAME, situation(name=value)) == "Vul je naam in."


def test_an_answer_of_zero_is_enough() -> None:
    needed = replace(AGE, required=always, missing="Vul in.")
    assert error(needed, situation(age=0)) is None


def test_a_required_tick_must_be_ticked() -> None:
    tick = Question("tick", "Akkoord", FLAG, required=always, missing="Zet een vinkje.")
    assert error(tick, situation(tick=False)) == "Zet een vinkje."


def test_an_optional_answer_may_be_missing() -> None:
    assert error(AGE, situation()) is None


def test_an_optional_answer_that_is_given_must_be_right() -> None:
    assert error(AGE, situation(age=121)) is not None


def test_a_right_answer_has_no_error() -> None:
    assert error(NAME, situation(name="Anna")) is None


def test_whether_an_answer_is_required_depends_on_the_situation() -> None:
    sometimes = replace(NAME, required=grown_up)
    assert error(sometimes, situation(age=12)) is None
    assert error(sometimes, situation(age=30)) == "Vul je naam in."


def test_a_condition_sees_the_check() -> None:
    sometimes = replace(NAME, applies=lambda s: s.check.get("mandate") == "yes")
    assert asked([sometimes], Situation({}, {"mandate": "yes"})) == (sometimes,)
    assert asked([sometimes], Situation({}, {"mandate": "no"})) == ()


def test_questions_are_asked_in_their_order() -> None:
    hidden = replace(NAME, key="hidden", applies=never)
    assert asked([AGE, hidden, NAME], situation()) == (AGE, NAME)


def test_a_question_that_is_not_asked_has_no_error() -> None:
    assert errors([replace(NAME, applies=never)], situation()) == {}


def test_errors_come_by_question_in_their_order() -> None:
    found = errors([NAME, AGE], situation(age=121))
    assert list(found) == ["name", "age"]


def test_no_errors_when_all_answers_are_right() -> None:
    assert errors([NAME, AGE], situation(name="Anna", age=30)) == {}


def test_a_choice_is_found_by_its_key() -> None:
    pear = Choice("pear", "Peer")
    fruit = Question("fruit", "Fruit?", CHOICE, choices=(pear,))
    assert fruit.choice("pear") == pear
    assert fruit.choice("plum") is None


def test_a_record_holds_each_asked_question_in_words() -> None:
    hidden = replace(NAME, key="hidden", applies=never)
    assert record([NAME, hidden, AGE], situation(name="Anna", age=0)) == (
        Answered("name", "", "Je naam", "Anna"),
        Answered("age", "over-jou", "Je leeftijd", "0"),
    )


@pytest.mark.parametrize("value", [None, "", "  "])
def test_an_answer_that_was_not_given_is_empty_in_words(value: object) -> None:
    assert in_words(NAME, situation(name=value)) == ""
