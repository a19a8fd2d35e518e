"""Nothing that was told in the proposal has to be typed again in a pilot (WCAG 3.3.7)."""

from __future__ import annotations

import pytest

from regelruimte import clock
from regelruimte.fields.question import Situation, Value, error, is_empty
from regelruimte.pilots.agreement import suggested
from regelruimte.pilots.questions import AGREE
from regelruimte.pilots.steps import APPLICANT, COORDINATOR, STEPS, PilotStep
from regelruimte.pilots.told import begun_with
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.store.models import Pilot, Proposal
from tests.people import Applicant, Coordinator
from tests.pilots.test_life import Pair

HELP = "Een gesprek met de directeur, die toestemming moet geven."


def a_pilot(**answers: Value) -> Pilot:
    return Pilot(status="preparing", agreement=0, answers=answers)


def begun(
    step: str, told: dict[str, Value], side: str = COORDINATOR, **written: Value
) -> dict[str, Value]:
    """Return what a step begins with, after this was told and that was written."""
    known = next(each for each in STEPS if each.key == step)
    return dict(begun_with(known, Proposal(answers=told), a_pilot(**written), [], side))


@pytest.mark.parametrize(
    ("told", "note"),
    [
        ({"mandate_holder": "De directeur"}, "De directeur"),
        ({"mandate_help": HELP}, HELP),
        ({"mandate_holder": "", "mandate_help": HELP}, HELP),
        ({"mandate_holder": None}, None),
        ({}, None),
    ],
)
def test_the_note_on_the_mandate_begins_with_what_was_told(
    told: dict[str, Value], note: str | None
) -> None:
    assert begun("mandate", told) == {"mandate_note": note}


@pytest.mark.parametrize(("hours", "begins"), [(30, 30), (0, 0), (None, None)])
def test_the_baseline_begins_with_the_hours_that_were_told(
    hours: int | None, begins: int | None
) -> None:
    assert begun("baseline", {"hours_per_month": hours}) == {"baseline_hours": begins}


def test_behind_a_mailed_link_nothing_that_a_step_needs_is_filled_in() -> None:
    told: dict[str, Value] = {"mandate_holder": "De directeur", "hours_per_month": 30}

    assert begun("baseline", told, APPLICANT) == {}
    assert begun("mandate", told, APPLICANT) == {"mandate_note": "De directeur"}


def test_what_was_written_at_a_step_stands_before_what_was_told() -> None:
    told: dict[str, Value] = {"mandate_holder": "De directeur", "hours_per_month": 30}

    assert begun("mandate", told, mandate_note="") == {"mandate_note": ""}
    assert begun("baseline", told, baseline_hours=12) == {"baseline_hours": 12}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_what_somebody_has_to_decide_is_never_filled_in(step: PilotStep) -> None:
    everything: dict[str, Value] = {question.key: "x" for question in QUESTIONS}
    decided = {q.key for q in step.questions if q.kind.widget == "radios"}

    if step.key != "agree":
        assert decided.isdisjoint(begun(step.key, everything))


def test_an_agreement_begins_with_all_that_was_told() -> None:
    month = f"{clock.today().year + 1}-04"
    told: dict[str, Value] = {
        "pilot_form": "doe_tank",
        "alternative": "Eén handtekening.",
        "colleagues": 4,
        "start_month": month,
        "duration_months": 3,
        "safeguard": "Een steekproef.",
        "measure": "Dagen dat een inwoner wacht.",
        "risk": "Iemand koopt te veel.",
    }

    assert begun("agree", told) == {
        "agreed_form": "doe_tank",
        "agreed_what": "Eén handtekening.",
        "agreed_reach": "De indiener met 4 collega’s.",
        "agreed_start": f"{month}-01",
        "agreed_end": f"{month[:4]}-07-01",
        "agreed_conditions": "Een steekproef.",
        "agreed_baseline": "Dagen dat een inwoner wacht.",
        "agreed_stop": "Iemand koopt te veel.",
    }


def test_whatever_was_told_fits_in_an_agreement() -> None:
    longest: dict[str, Value] = {
        question.key: "x" * question.maximum
        for question in QUESTIONS
        if question.kind.widget in {"area", "line"}
    }
    numbers = {"colleagues": 50, "duration_months": 24}
    proposal = Proposal(answers={**longest, **numbers, "pilot_form": "other"})

    begins = suggested(proposal, a_pilot(), [])

    assert {q.key: error(q, Situation(begins)) for q in AGREE} == {q.key: None for q in AGREE}


def test_of_what_was_not_told_only_the_period_and_who_take_part_are_filled_in() -> None:
    filled = {key for key, value in begun("agree", {}).items() if not is_empty(value)}

    assert filled == {"agreed_reach", "agreed_start", "agreed_end"}


def test_both_sides_find_it_on_the_page(applicant: Applicant, bart: Coordinator) -> None:
    pair = Pair(applicant, bart)

    for side in (pair.ours(), pair.theirs()):
        mandate = side.follow("Werk het mandaat bij")
        assert mandate.value("mandate_note") == pair.proposal.answers["mandate_holder"]
        assert not mandate.value("mandate")
        hours = f"{pair.proposal.answers['hours_per_month']} uur"
        assert hours in side.follow("Vul de nulmeting in").text
    ours = pair.ours().follow("Vul de nulmeting in")
    assert ours.value("baseline_hours") == str(pair.proposal.answers["hours_per_month"])
