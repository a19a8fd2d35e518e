"""A draft of the older form, with seven steps: it goes on, and all it told is sent along."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from regelruimte.proposals.questions import ABOUT_YOU_STEP, RULE_STEP, TITLE_STEP, question_of
from regelruimte.store.models import Proposal
from tests.people import Applicant, filled_in
from tests.stored import mails

pytestmark = pytest.mark.both_databases

RULE, TITLE, SENDING = RULE_STEP.title, TITLE_STEP.title, ABOUT_YOU_STEP.title
STEPS = ("regel", "kosten", "aanpak", "idee", "grenzen", "pilot", "over-jou")
# What was wrong, or is asked no more, or would be refused by now.
NOT_RIGHT = {
    "hours_per_month": "veel",
    "start_month": "2020-01",
    "frequency": "elke eeuw",
    "hours_per_week": 12,
    "job_title": "x" * 500,
}


@pytest.fixture
def older(app: Flask, applicant: Applicant) -> Applicant:
    """Somebody with a draft that the older form kept, some of its answers not right."""
    keeps(applicant, **NOT_RIGHT)
    return applicant


def keeps(applicant: Applicant, **changed: Any) -> None:
    applicant.has_written(until="regel")
    saves = {step: {"count": 3, "page": "abcdef", "sent": True} for step in STEPS}
    with applicant.everyone.app.app_context():
        answers = {**filled_in(applicant.sample), **changed}
        Proposal.update(answers=answers, saves=saves, title=answers["title"]).execute()


def test_it_goes_on_at_the_last_step_with_all_that_was_told(older: Applicant) -> None:
    page = older.opens()

    assert page.heading == SENDING
    assert older.sample["title"] in page.text
    for key in ("example", "rule_purpose", "safeguard", "mandate_holder"):
        assert older.sample[key] in page.soup.get_text()
    assert page.value("name") == older.sample["name"]


def test_it_is_sent_with_all_that_was_told_and_right(app: Flask, older: Applicant) -> None:
    older.opens()
    older.sends()

    stored = older.stored
    assert stored.status == "submitted"
    assert stored.title == older.sample["title"]
    told = ("example", "affected", "rule_purpose", "safeguard", "measure", "boundaries")
    for key in (*told, "mandate_holder", "manager_knows"):
        assert stored.answers[key] == older.sample[key]
    assert NOT_RIGHT.keys().isdisjoint(stored.answers)
    assert len(mails(app)) == 3


def test_what_was_told_before_is_read_by_a_coordinator(older: Applicant) -> None:
    older.opens()
    older.sends()

    page = older.everyone.bart.opens_the_link()

    asked = question_of("example")
    assert asked is not None
    assert asked.label in page.text
    assert older.sample["example"] in page.soup.get_text()


@pytest.mark.parametrize(
    ("changed", "heading"),
    [
        ({"alternative": ""}, RULE),
        ({"rule_text": "Kort"}, RULE),
        ({"rule_level": "zelfbedacht"}, RULE),
        ({"title": "Veel te lang. " * 20}, TITLE),
        ({"email": ""}, SENDING),
    ],
)
def test_it_goes_on_at_what_must_be_answered(
    applicant: Applicant, changed: dict[str, Any], heading: str
) -> None:
    keeps(applicant, **changed)

    assert applicant.opens().heading == heading


@pytest.mark.parametrize("place", STEPS[:-1])
def test_half_of_it_is_enough_to_go_on(applicant: Applicant, place: str) -> None:
    """Whoever stopped at a step of the older form had written what comes before it."""
    before = STEPS[: STEPS.index(place)]
    keys = {"regel": ("title", "rule_text", "rule_level"), "idee": ("alternative",)}
    answers = {key: applicant.sample[key] for step in before for key in keys.get(step, ())}
    missing = dict.fromkeys(filled_in(applicant.sample), "")
    keeps(applicant, **{**missing, **answers})

    page = applicant.opens(place)

    assert page.heading == (SENDING if "alternative" in answers else RULE)
    if page.heading == RULE:
        assert page.value("rule_text") == answers.get("rule_text", "")


def test_its_level_is_one_of_the_groups_of_today(applicant: Applicant) -> None:
    keeps(applicant, rule_level="unwritten")

    page = applicant.opens("regel")
    (picked,) = page.soup.select("input[name=rule_level][checked]")
    page = page.press("Verder")

    assert page.heading == SENDING
    assert applicant.stored.answers["rule_level"] == picked["value"]
