"""The verdict of the check: the worst answer decides, and every obstacle is told."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from regelruimte.check import verdict as module
from regelruimte.check.criteria import CRITERIA, Answer
from regelruimte.check.verdict import (
    OUTCOMES,
    is_finished,
    known_answers,
    reasons_so_far,
    verdict,
)
from regelruimte.fields.kinds import CHOICE
from regelruimte.fields.question import Question, always

FITS = {
    "workplace": "municipality",
    "role": "both",
    "gain": "yes",
    "mandate": "yes",
    "time": "with_colleagues",
}
# Written down apart from the package: the severity of each answer that is not 0.
SEVERITIES = {
    ("workplace", "police_defence_judiciary"): 2,
    ("workplace", "education_care"): 4,
    ("workplace", "not_government"): 4,
    ("role", "management"): 2,
    ("role", "support"): 2,
    ("role", "hired"): 3,
    ("gain", "unsure"): 2,
    ("gain", "no"): 4,
    ("mandate", "with_bzk"): 1,
    ("mandate", "unknown"): 2,
    ("mandate", "no"): 3,
    ("time", "alone"): 2,
    ("time", "no"): 3,
}
KEYS = ("eligible", "eligible_with_bzk", "discuss", "not_yet", "not_eligible")
TITLES = {
    "eligible": "Je kunt meedoen",
    "eligible_with_bzk": "Je kunt meedoen, met hulp van BZK",
    "discuss": "Overleg eerst met ons",
    "not_yet": "Nu nog niet",
    "not_eligible": "Deze oproep past niet bij jou",
}
COMBINATIONS = [
    dict(zip(FITS, keys, strict=True))
    for keys in product(*([choice.key for choice in c.choices] for c in CRITERIA))
]


def obstacles(check: dict[str, str]) -> list[int]:
    return [SEVERITIES[item] for item in check.items() if item in SEVERITIES]


def test_there_are_1944_combinations() -> None:
    assert len(COMBINATIONS) == 1944


def test_the_combinations_fall_into_the_five_outcomes_as_counted() -> None:
    assert Counter(verdict(check).outcome.key for check in COMBINATIONS) == {
        "eligible": 18,
        "eligible_with_bzk": 18,
        "discuss": 384,
        "not_yet": 588,
        "not_eligible": 936,
    }


def test_the_worst_answer_decides_in_every_combination() -> None:
    for check in COMBINATIONS:
        assert verdict(check).outcome.key == KEYS[max(obstacles(check), default=0)], check


def test_every_obstacle_is_told_in_every_combination_worst_first() -> None:
    for check in COMBINATIONS:
        told = [reason.severity for reason in verdict(check).reasons]
        assert told == sorted(obstacles(check), reverse=True), check


def test_a_reason_names_its_question_and_answer() -> None:
    (reason,) = verdict(FITS | {"time": "alone"}).reasons
    criterion = next(criterion for criterion in CRITERIA if criterion.key == "time")
    chosen = criterion.choice("alone")
    assert isinstance(chosen, Answer)
    assert (reason.question, reason.answer) == (criterion.label, chosen.label)
    assert reason.text == chosen.reason


def test_reasons_of_one_severity_keep_the_order_of_the_questions() -> None:
    check = FITS | {"role": "support", "gain": "unsure", "time": "alone"}
    labels = {criterion.label: criterion.key for criterion in CRITERIA}
    told = [labels[reason.question] for reason in verdict(check).reasons]
    assert told == ["role", "gain", "time"]


def test_the_outcomes_have_their_titles() -> None:
    assert {outcome.key: outcome.title for outcome in OUTCOMES} == TITLES


def test_an_outcomes_place_is_its_severity() -> None:
    assert [outcome.severity for outcome in OUTCOMES] == [0, 1, 2, 3, 4]


def test_what_is_no_plain_yes_says_what_to_do_next() -> None:
    assert [o.key for o in OUTCOMES if o.next] == ["discuss", "not_yet", "not_eligible"]


def test_only_not_eligible_allows_no_proposal() -> None:
    assert [o.key for o in OUTCOMES if not o.may_propose] == ["not_eligible"]


def test_only_a_proposal_after_not_yet_is_a_signal() -> None:
    signals = {verdict(c).outcome.key for c in COMBINATIONS if verdict(c).is_signal}
    assert signals == {"not_yet"}


@pytest.mark.parametrize("key", FITS)
def test_no_verdict_while_an_answer_is_missing(key: str) -> None:
    with pytest.raises(KeyError):
        verdict({k: answer for k, answer in FITS.items() if k != key})


@pytest.mark.parametrize("key", FITS)
def test_no_verdict_on_an_unknown_answer(key: str) -> None:
    with pytest.raises(KeyError):
        verdict(FITS | {key: "verzonnen"})


def test_a_check_with_all_answers_is_finished() -> None:
    assert is_finished(FITS)


@pytest.mark.parametrize("key", FITS)
@pytest.mark.parametrize("answer", ["", "verzonnen"])
def test_a_check_with_a_wrong_answer_is_not_finished(key: str, answer: str) -> None:
    assert not is_finished(FITS | {key: answer})


def test_what_does_not_belong_to_the_check_is_left_out() -> None:
    given = FITS | {"role": "verzonnen", "ingesloten": "1"}
    assert known_answers(given) == {k: v for k, v in FITS.items() if k != "role"}


def test_what_stands_in_the_way_is_told_of_each_answer_that_was_given() -> None:
    for check in COMBINATIONS[::7]:
        told = {reason.text for reason in verdict(check).reasons}
        assert set(reasons_so_far(check).values()) == told, check


def test_nothing_stands_in_the_way_of_what_was_not_answered_or_fits() -> None:
    assert reasons_so_far({}) == {}
    assert reasons_so_far(FITS) == {}
    assert list(reasons_so_far({"role": "hired", "gain": "yes"})) == ["role"]


def test_nothing_is_told_of_an_answer_that_does_not_exist() -> None:
    assert reasons_so_far({"role": "verzonnen", "verzonnen": "hired", "gain": ""}) == {}


@pytest.fixture
def synthetic(monkeypatch: pytest.MonkeyPatch) -> Question:
    """Add a criterion to the data."""
    criterion = Question(
        key="weather",
        label="Regent het?",
        kind=CHOICE,
        choices=(Answer("dry", "Nee"), Answer("wet", "Ja", severity=3, reason="Wacht even.")),
        required=always,
        missing="Kies.",
    )
    monkeypatch.setattr(module, "CRITERIA", (*CRITERIA, criterion))
    return criterion


def test_an_added_criterion_is_asked(synthetic: Question) -> None:
    assert not is_finished(FITS)
    assert is_finished(FITS | {synthetic.key: "dry"})


def test_an_added_criterion_is_recognised(synthetic: Question) -> None:
    given = FITS | {synthetic.key: "wet"}
    assert known_answers(given) == given


def test_an_added_criterion_counts_and_is_told(synthetic: Question) -> None:
    found = verdict(FITS | {synthetic.key: "wet"})
    assert found.outcome.key == "not_yet"
    assert [reason.text for reason in found.reasons] == ["Wacht even."]
    assert reasons_so_far({synthetic.key: "wet"}) == {synthetic.key: "Wacht even."}


@pytest.mark.usefixtures("synthetic")
def test_an_added_criterion_that_fits_changes_nothing() -> None:
    assert verdict(FITS | {"weather": "dry"}).outcome.key == "eligible"


def test_a_changed_severity_changes_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    milder = [
        replace(criterion, choices=tuple(replace(c, severity=0) for c in criterion.choices))
        for criterion in CRITERIA
    ]
    monkeypatch.setattr(module, "CRITERIA", tuple(milder))
    assert {verdict(check).outcome.key for check in COMBINATIONS} == {"eligible"}
