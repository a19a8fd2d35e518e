"""The journey through a draft: first the rule, then who wrote it; what else was told goes along."""

import pytest

from regelruimte.check.criteria import CRITERIA
from regelruimte.drafts import journey
from regelruimte.drafts.journey import (
    CHECK,
    cleaned,
    first_place,
    first_unfinished,
    is_done,
    known_email,
    may_enter,
    may_propose,
    place_before,
    questions_of,
    step_named,
    to_send,
)
from regelruimte.fields.kinds import LINE
from regelruimte.fields.question import Question, Situation, always
from regelruimte.proposals.questions import (
    ABOUT_YOU,
    PARTS,
    QUESTIONS,
    RULE,
    STEPS,
    TITLE,
    TITLE_STEP,
    Step,
)

FITS = {
    "workplace": "municipality",
    "role": "both",
    "gain": "yes",
    "mandate": "yes",
    "time": "with_colleagues",
}
# Every required answer, and no other.
ANSWERS: dict[str, dict[str, object]] = {
    RULE: {
        "rule_text": "Elke aankoop boven 50 euro heeft twee handtekeningen nodig.",
        "rule_level": "internal_rule",
        "alternative": "Eén handtekening tot 500 euro, en elke maand een overzicht.",
    },
    ABOUT_YOU: {
        "name": "Anna Jansen",
        "email": "anna@voorbeeld.nl",
        "organisation": "Gemeente Voorbeeld",
        "confidential": "normal",
    },
}
COMPLETE: dict[str, object] = {k: v for answers in ANSWERS.values() for k, v in answers.items()}
# What an older form asked before sending, one answer of each part; the hours are not right.
TOLD = {"example": "Een lamp van 60 euro lag drie weken te wachten.", "hours_per_month": "veel"}


def situation(check: dict[str, str] | None = None, **changes: object) -> Situation:
    """Return a complete proposal with these answers changed."""
    return Situation(COMPLETE | changes, FITS | (check or {}))


def keys(step: Step, there: Situation) -> list[str]:
    return [question.key for question in questions_of(step, there)]


def test_there_are_two_steps() -> None:
    assert [step.slug for step in STEPS] == [RULE, ABOUT_YOU]


def test_only_what_is_asked_before_sending_can_be_required() -> None:
    required = [q for q in QUESTIONS if q.required(situation())]

    assert {question.step for question in required} == {RULE, ABOUT_YOU}
    assert {question.key for question in required} == set(COMPLETE)


def test_the_required_answers_are_enough() -> None:
    assert first_unfinished(situation()) is None


def test_a_proposal_begins_at_the_rule() -> None:
    empty = Situation({}, FITS)

    assert first_unfinished(empty) == step_named(RULE)
    assert first_place(empty) == RULE


@pytest.mark.parametrize(("slug", "key"), [(s, key) for s in ANSWERS for key in ANSWERS[s]])
def test_a_step_is_not_done_without_a_required_answer(slug: str, key: str) -> None:
    without, step = situation(**{key: None}), step_named(slug)

    assert step is not None
    assert not is_done(step, without)
    assert first_unfinished(without) == step
    assert first_place(without) == slug


@pytest.mark.parametrize("step", [*STEPS[1:], TITLE_STEP], ids=lambda step: step.slug)
def test_before_all_others_the_rule_is_described(step: Step) -> None:
    assert not may_enter(step, Situation({}, FITS))
    assert not may_enter(step, situation(rule_text="Kort"))
    assert may_enter(step, situation(name=None))


def test_the_rule_can_always_be_entered() -> None:
    assert may_enter(STEPS[0], Situation({}, FITS))


def test_a_wrong_answer_that_is_not_required_keeps_a_step_open() -> None:
    assert first_place(situation(phone="nul zes")) == ABOUT_YOU
    assert first_unfinished(situation(phone="nul zes")) == step_named(ABOUT_YOU)


def test_a_title_need_not_be_written() -> None:
    assert first_place(situation(title="")) == ABOUT_YOU


def test_a_title_that_is_not_right_is_mended_before_sending() -> None:
    wrong = situation(title="Te lang voor een titel. " * 9)

    assert first_place(wrong) == TITLE
    assert first_unfinished(wrong) == TITLE_STEP


@pytest.mark.parametrize("step", [*STEPS, TITLE_STEP], ids=lambda step: step.slug)
def test_a_step_is_found_by_its_place_in_the_address(step: Step) -> None:
    assert step_named(step.slug) == step


@pytest.mark.parametrize(
    "slug", ["", "Regel", "controleren", "verzonnen", *(p.slug for p in PARTS)]
)
def test_what_is_no_step_any_more_is_not_found(slug: str) -> None:
    assert step_named(slug) is None


def test_one_goes_back_to_where_one_came_from() -> None:
    assert [place_before(step) for step in (*STEPS, TITLE_STEP)] == [CHECK, RULE, ABOUT_YOU]


def test_who_has_a_mandate_is_asked_nothing_more_before_sending() -> None:
    for answer in ("yes", "with_bzk", "unknown", "no"):
        there = situation({"mandate": answer})
        assert keys(STEPS[0], there) == keys(STEPS[0], situation())
        assert first_place(there) == ABOUT_YOU


@pytest.mark.parametrize(
    "changes", [{}, {"mandate": "with_bzk"}, {"time": "alone"}, {"time": "no"}]
)
def test_a_proposal_may_follow_these_checks(changes: dict[str, str]) -> None:
    assert may_propose(situation(changes))


@pytest.mark.parametrize("changes", [{"gain": "no"}, {"role": ""}, {"role": "verzonnen"}])
def test_no_proposal_follows_these_checks(changes: dict[str, str]) -> None:
    assert not may_propose(situation(changes))
    assert first_place(situation(changes)) == CHECK


def test_no_proposal_follows_a_check_that_was_not_done() -> None:
    assert not may_propose(Situation(COMPLETE, {}))


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.key)
def test_no_proposal_follows_a_check_that_lacks_an_answer(criterion: Question) -> None:
    assert not may_propose(situation({criterion.key: ""}))


# What is sent


def test_of_who_told_nothing_more_only_the_steps_are_sent() -> None:
    assert {question.step for question in to_send(situation())} == {RULE, ABOUT_YOU, TITLE}


def test_what_an_older_form_asked_goes_along_where_it_was_answered() -> None:
    there = situation(**TOLD, measure="", affected=[], risk=None)

    assert "example" in {question.key for question in to_send(there)}
    assert cleaned(there)["example"] == TOLD["example"]
    assert {"measure", "affected", "risk"}.isdisjoint(cleaned(there))


def test_an_answer_that_is_not_right_stays_behind_and_holds_nobody_up() -> None:
    there = situation(**TOLD, start_month="2020-01")

    assert first_unfinished(there) is None
    assert {"hours_per_month", "start_month"}.isdisjoint(cleaned(there))


def test_zero_is_told() -> None:
    assert cleaned(situation(colleagues=0))["colleagues"] == 0


def test_only_answers_that_are_asked_are_sent() -> None:
    answers = {"mandate_help": "Een gesprek", "mandate_holder": "De baas", "status": "approved"}
    sent = cleaned(situation({"mandate": "with_bzk"}, **answers))

    assert "mandate_holder" not in sent
    assert "status" not in sent
    assert sent["mandate_help"] == "Een gesprek"


def test_of_a_signal_nothing_about_a_pilot_is_sent() -> None:
    there = situation({"time": "no"}, duration_months=6, colleagues=2, mandate_holder="De baas")

    assert first_unfinished(there) is None
    assert {"duration_months", "colleagues", "mandate_holder"}.isdisjoint(cleaned(there))


def test_an_answer_of_a_step_that_was_not_given_is_sent_as_none() -> None:
    assert cleaned(situation())["phone"] is None


def test_what_is_sent_has_a_title() -> None:
    assert cleaned(situation(title="Eén handtekening"))["title"] == "Eén handtekening"
    assert str(cleaned(situation())["title"]).startswith("Elke aankoop boven 50 euro")


# An address that can be mailed


def test_an_address_is_known_once_it_can_be_mailed() -> None:
    assert known_email(situation()) == COMPLETE["email"]
    assert known_email(situation(email="geen adres")) == ""
    assert known_email(situation(email="")) == ""


# Data that is added


@pytest.fixture
def synthetic(monkeypatch: pytest.MonkeyPatch) -> Question:
    """Add a required question to the data, beside the rule."""
    added = Question(
        key="colour",
        step=RULE,
        label="Welke kleur heeft de regel?",
        kind=LINE,
        required=always,
        missing="Vul een kleur in.",
        maximum=20,
    )
    monkeypatch.setattr(journey, "QUESTIONS", (*QUESTIONS, added))
    return added


def test_an_added_question_is_asked_on_its_step(synthetic: Question) -> None:
    assert questions_of(STEPS[0], situation())[-1] == synthetic


@pytest.mark.usefixtures("synthetic")
def test_an_added_question_must_be_answered() -> None:
    assert first_place(situation()) == RULE
    assert first_place(situation(colour="rood")) == ABOUT_YOU


@pytest.mark.usefixtures("synthetic")
def test_an_added_question_is_sent_along() -> None:
    assert cleaned(situation(colour="rood"))["colour"] == "rood"
