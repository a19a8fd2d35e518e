"""The journey through a proposal: step by step, without skipping any."""

from itertools import pairwise

import pytest

from regelruimte.drafts import journey
from regelruimte.drafts.journey import (
    OVERVIEW,
    cleaned,
    first_place,
    first_unfinished,
    is_done,
    may_enter,
    may_propose,
    next_step,
    place_after,
    place_before,
    previous_step,
    questions_of,
    step_named,
    steps,
)
from regelruimte.fields.kinds import LINE
from regelruimte.fields.question import Question, Situation, always
from regelruimte.proposals.questions import QUESTIONS, STEPS, Step

SLUGS = ["regel", "kosten", "aanpak", "idee", "grenzen", "pilot", "over-jou"]
CHECK = {
    "workplace": "municipality",
    "role": "both",
    "gain": "yes",
    "mandate": "yes",
    "time": "with_colleagues",
}
# Every required answer, and no other.
ANSWERS: dict[str, dict[str, object]] = {
    "regel": {
        "title": "Eén handtekening bij kleine aankopen",
        "rule_text": "Elke aankoop boven 50 euro heeft twee handtekeningen nodig.",
        "rule_level": "internal_rule",
        "rule_owner": "management",
    },
    "kosten": {
        "example": "Een lamp van 60 euro lag drie weken te wachten.",
        "frequency": "week",
        "affected": ["me", "team"],
        "rule_purpose": "Om fraude met geld te voorkomen.",
    },
    "aanpak": {"pilot_form": "right_to_challenge"},
    "idee": {
        "alternative": "Eén handtekening tot 500 euro, en elke maand een overzicht.",
        "safeguard": "De controller doet elke maand een steekproef.",
        "expected_gain": "Vier uur per week voor het hele team.",
    },
    "grenzen": {"boundaries": ["none"]},
    "pilot": {
        "duration_months": 6,
        "colleagues": 0,
        "mandate_holder": "De directeur",
        "manager_knows": "yes",
    },
    "over-jou": {
        "name": "Anna Jansen",
        "email": "anna@voorbeeld.nl",
        "organisation": "Gemeente Voorbeeld",
        "confidential": "normal",
    },
}
COMPLETE: dict[str, object] = {k: v for answers in ANSWERS.values() for k, v in answers.items()}


def situation(check: dict[str, str] | None = None, **changes: object) -> Situation:
    """Return a complete proposal with these answers changed."""
    return Situation(COMPLETE | changes, CHECK | (check or {}))


def answered_up_to(slug: str) -> Situation:
    """Return a proposal of which only the steps before this one were answered."""
    before = SLUGS[: SLUGS.index(slug)]
    return Situation({k: v for s in before for k, v in ANSWERS[s].items()}, CHECK)


def step(slug: str) -> Step:
    return next(s for s in STEPS if s.slug == slug)


def keys(slug: str, there: Situation) -> list[str]:
    return [q.key for q in questions_of(step(slug), there)]


def test_there_are_seven_steps() -> None:
    assert [s.slug for s in steps(situation())] == SLUGS


def test_the_required_answers_are_enough() -> None:
    assert first_unfinished(situation()) is None


def test_a_proposal_begins_at_the_first_step() -> None:
    assert first_unfinished(Situation({}, CHECK)) == step("regel")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_first_step_without_answers_is_the_one_to_go_to(slug: str) -> None:
    assert first_unfinished(answered_up_to(slug)) == step(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_step_can_be_skipped(slug: str) -> None:
    allowed = [s for s in SLUGS if may_enter(step(s), answered_up_to(slug))]
    assert allowed == SLUGS[: SLUGS.index(slug) + 1]


def test_every_step_of_a_complete_proposal_can_be_entered() -> None:
    assert all(may_enter(s, situation()) for s in STEPS)


@pytest.mark.parametrize(("slug", "key"), [(s, key) for s in SLUGS for key in ANSWERS[s]])
def test_a_step_is_not_done_without_a_required_answer(slug: str, key: str) -> None:
    without = situation(**{key: None})
    assert not is_done(step(slug), without)
    assert first_unfinished(without) == step(slug)


def test_a_wrong_answer_further_back_closes_the_later_steps() -> None:
    changed = situation(title="Kort")
    assert [s.slug for s in STEPS if may_enter(s, changed)] == ["regel"]


def test_a_wrong_optional_answer_keeps_a_step_open() -> None:
    assert not is_done(step("kosten"), situation(hours_per_month="veel"))


@pytest.mark.parametrize(("before", "after"), list(pairwise(SLUGS)))
def test_a_step_leads_to_the_next_and_back(before: str, after: str) -> None:
    assert next_step(step(before), situation()) == step(after)
    assert previous_step(step(after), situation()) == step(before)


def test_the_overview_follows_the_last_step() -> None:
    assert next_step(step("over-jou"), situation()) is None


def test_nothing_comes_before_the_first_step() -> None:
    assert previous_step(step("regel"), situation()) is None


def test_a_step_is_found_by_its_place_in_the_address() -> None:
    assert step_named("idee", situation()) == step("idee")


@pytest.mark.parametrize("slug", ["", "Idee", "controleren", "verzonnen"])
def test_an_unknown_step_is_not_found(slug: str) -> None:
    assert step_named(slug, situation()) is None


def test_the_way_of_working_is_chosen_by_itself() -> None:
    assert keys("aanpak", situation()) == ["pilot_form"]


@pytest.mark.parametrize("form", ["doe_tank", "other", "unsure"])
def test_a_safeguard_may_be_left_out_unless_a_rule_is_let_go(form: str) -> None:
    assert is_done(step("idee"), situation(pilot_form=form, safeguard=None))


def test_another_way_of_working_may_ask_a_safeguard_after_all() -> None:
    before = situation(pilot_form="doe_tank", safeguard=None, duration_months=None)
    after = situation(pilot_form="right_to_challenge", safeguard=None, duration_months=None)
    assert first_unfinished(before) is None
    assert first_unfinished(after) == step("idee")


def test_who_has_a_mandate_is_asked_who_said_yes() -> None:
    there = situation()
    assert "mandate_holder" in keys("pilot", there)
    assert "mandate_help" not in keys("pilot", there)


def test_who_needs_bzk_is_asked_how_it_can_help() -> None:
    there = situation({"mandate": "with_bzk"})
    assert "mandate_help" in keys("pilot", there)
    assert "mandate_holder" not in keys("pilot", there)
    assert first_unfinished(there) == step("pilot")


def test_who_does_not_know_is_asked_neither() -> None:
    there = situation({"mandate": "unknown"}, mandate_holder=None)
    assert {"mandate_help", "mandate_holder"}.isdisjoint(keys("pilot", there))
    assert first_unfinished(there) is None


def test_a_signal_is_asked_only_whether_the_manager_knows() -> None:
    assert keys("pilot", situation({"time": "no"})) == ["manager_knows"]


def test_a_signal_needs_no_answers_about_a_pilot() -> None:
    there = situation({"time": "no"}, duration_months=None, colleagues=None, mandate_holder=None)
    assert first_unfinished(there) is None


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({}, True),
        ({"mandate": "with_bzk"}, True),
        ({"time": "alone"}, True),
        ({"time": "no"}, True),
    ],
)
def test_a_proposal_may_follow_these_checks(changes: dict[str, str], may: bool) -> None:
    assert may_propose(situation(changes)) is may


@pytest.mark.parametrize("changes", [{"gain": "no"}, {"role": ""}, {"role": "verzonnen"}])
def test_no_proposal_follows_these_checks(changes: dict[str, str]) -> None:
    assert not may_propose(situation(changes))


def test_no_proposal_follows_a_check_that_was_not_done() -> None:
    assert not may_propose(Situation(COMPLETE, {}))


def test_only_answers_that_are_asked_are_sent() -> None:
    there = situation({"mandate": "with_bzk"}, mandate_help="Een gesprek", status="approved")
    sent = cleaned(there)
    assert "mandate_holder" not in sent
    assert "status" not in sent
    assert sent["mandate_help"] == "Een gesprek"


def test_an_answer_that_was_not_given_is_sent_as_none() -> None:
    assert cleaned(situation())["measure"] is None


@pytest.fixture
def synthetic(monkeypatch: pytest.MonkeyPatch) -> Question:
    """Add a required question to the data, on the step about boundaries."""
    added = Question(
        key="colour",
        step="grenzen",
        label="Welke kleur heeft de regel?",
        kind=LINE,
        required=always,
        missing="Vul een kleur in.",
        maximum=20,
    )
    monkeypatch.setattr(journey, "QUESTIONS", (*QUESTIONS, added))
    return added


def test_an_added_question_is_asked_on_its_step(synthetic: Question) -> None:
    assert questions_of(step("grenzen"), situation())[-1] == synthetic


@pytest.mark.usefixtures("synthetic")
def test_an_added_question_must_be_answered() -> None:
    assert first_unfinished(situation()) == step("grenzen")
    assert first_unfinished(situation(colour="rood")) is None


@pytest.mark.usefixtures("synthetic")
def test_an_added_question_is_sent_along() -> None:
    assert cleaned(situation(colour="rood"))["colour"] == "rood"


def test_an_added_step_is_passed_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = Step("extra", "Nog iets", "Verder naar nog iets")
    asked = Question("extra", "Nog iets?", LINE, step="extra", maximum=20)
    monkeypatch.setattr(journey, "STEPS", (*STEPS, extra))
    monkeypatch.setattr(journey, "QUESTIONS", (*QUESTIONS, asked))
    assert next_step(step("over-jou"), situation()) == extra
    assert step_named("extra", situation()) == extra


def test_a_step_that_asks_nothing_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    without = tuple(q for q in QUESTIONS if q.step != "grenzen")
    monkeypatch.setattr(journey, "QUESTIONS", without)
    assert next_step(step("idee"), situation()) == step("pilot")
    assert previous_step(step("pilot"), situation()) == step("idee")
    assert step_named("grenzen", situation()) is None


@pytest.mark.parametrize("slug", SLUGS)
def test_a_draft_goes_on_at_the_first_step_that_is_not_done(slug: str) -> None:
    assert first_place(answered_up_to(slug)) == slug


def test_a_draft_that_is_done_goes_on_at_the_overview() -> None:
    assert first_place(situation()) == OVERVIEW


def test_a_draft_whose_check_says_no_goes_on_at_the_check() -> None:
    assert first_place(situation(check={"workplace": "not_government"})) == "check"


@pytest.mark.parametrize(("slug", "place"), list(pairwise([*SLUGS, OVERVIEW])))
def test_after_a_step_comes_the_next_and_after_the_last_the_overview(slug: str, place: str) -> None:
    assert place_after(step(slug), situation(), to_overview=False) == place


@pytest.mark.parametrize("slug", SLUGS)
def test_who_came_from_the_overview_goes_back_there(slug: str) -> None:
    assert place_after(step(slug), situation(), to_overview=True) == OVERVIEW


def test_from_the_overview_one_goes_back_to_what_is_not_done_yet() -> None:
    half = answered_up_to("grenzen")

    assert place_after(step("regel"), half, to_overview=True) == "grenzen"


@pytest.mark.parametrize(("place", "slug"), list(pairwise(["check", *SLUGS])))
def test_before_a_step_comes_the_one_before_it_and_before_the_first_the_check(
    slug: str, place: str
) -> None:
    assert place_before(step(slug), situation()) == place
