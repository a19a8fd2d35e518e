"""The statuses and steps as data: each leads somewhere, and nothing hangs in the air."""

from __future__ import annotations

import pytest

from regelruimte.fields.question import label
from regelruimte.pilots.status import (
    MANDATES,
    PILOT_STATUSES,
    PilotStatus,
    mandate_from_check,
    pilot_status,
)
from regelruimte.pilots.steps import STEPS, PilotStep, step
from regelruimte.proposals.outcomes import OUTCOMES


def test_these_are_the_statuses_and_what_follows() -> None:
    assert {known.key: set(known.follows) for known in PILOT_STATUSES} == {
        "preparing": {"running", "not_started"},
        "running": {"evaluating", "stopped"},
        "evaluating": {"awaiting_outcome"},
        "awaiting_outcome": {"closed"},
        "closed": set(),
        "stopped": set(),
        "not_started": set(),
    }


@pytest.mark.parametrize("known", PILOT_STATUSES, ids=lambda known: known.key)
def test_a_status_that_is_not_over_leads_on_by_exactly_its_steps(known: PilotStatus) -> None:
    led_to = {step.to for step in STEPS if step.since == known.key and step.to}

    assert led_to == set(known.follows)
    assert known.is_over == (not known.follows)


@pytest.mark.parametrize("known", STEPS, ids=lambda known: known.key)
def test_every_step_asks_something_that_a_person_must_answer(known: PilotStep) -> None:
    from regelruimte.fields.question import Situation

    assert any(question.required(Situation()) for question in known.questions)
    assert step(known.key) is known


def test_addresses_and_questions_are_unique() -> None:
    slugs = [known.slug for known in STEPS]
    asked = {known.questions for known in STEPS}  # two steps may ask the same
    keys = [question.key for questions in asked for question in questions]

    assert len(set(slugs)) == len(slugs)
    assert len(set(keys)) == len(keys)


def test_unknown_keys_are_an_error() -> None:
    for find in (pilot_status, step):
        with pytest.raises(KeyError):
            find("nonsens")


def test_the_check_tells_of_the_mandate() -> None:
    told = {answer: mandate_from_check(answer) for answer in ("yes", "with_bzk", "no", "")}

    assert told == {"yes": "present", "with_bzk": "requested", "no": "unknown", "": "unknown"}
    assert label(MANDATES, "obtained") == "Ja, gekregen"
    assert label(OUTCOMES, "nonsens") == ""
