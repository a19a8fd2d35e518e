"""The own page: one thread of all that was said, and one next step above it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from regelruimte import clock
from regelruimte.demo.pilots import bring_to
from regelruimte.pilots.steps import APPLICANT, next_step, step
from regelruimte.store.models import Pilot, Proposal
from tests.people import Applicant, Coordinator, Everyone
from tests.visitor import Page

ASKED = {"unclear_questions": ["measure"], "unclear": "Wat tel je?"}
APPROVAL = {"pilot_form": "right_to_challenge", "duration_months": 6, "conditions": ""}


def steps_on(page: Page) -> list[str]:
    """Return what the top of the own page leads to."""
    links = page.tree.xpath("//div[contains(@class, 'next-step')]//a")
    return [" ".join(link.text_content().split()) for link in links]


def nothing_yet(everyone: Everyone, proposal: Proposal) -> None:
    """Only the proposal was sent."""


def a_question(everyone: Everyone, proposal: Proposal) -> None:
    everyone.bart.has_replied(proposal, "info_requested", **ASKED)


def a_talk(everyone: Everyone, proposal: Proposal) -> None:
    moment = f"{clock.today().year + 1}-03-01T10:00"
    everyone.bart.has_replied(proposal, "in_conversation", message="Bellen?", moment=moment)


def an_invitation(everyone: Everyone, proposal: Proposal) -> None:
    everyone.bart.has_replied(proposal, "in_conversation", message="Bellen?")


def a_talk_and_a_question(everyone: Everyone, proposal: Proposal) -> None:
    a_talk(everyone, proposal)
    a_question(everyone, proposal)


def an_approval(everyone: Everyone, proposal: Proposal) -> None:
    everyone.bart.has_replied(proposal, "approved", **APPROVAL)


def a_running_pilot(everyone: Everyone, proposal: Proposal) -> None:
    an_approval(everyone, proposal)
    with everyone.app.app_context():
        bring_to("running", Proposal.get_by_id(proposal.id), everyone.config)


def a_no(everyone: Everyone, proposal: Proposal) -> None:
    everyone.bart.has_replied(proposal, "declined", reason="too_broad", sentence="Te breed.")


def withdrawing(everyone: Everyone, proposal: Proposal) -> None:
    page = everyone.applicant.opens_own_page().follow("Je voorstel intrekken")
    page.press("Trek je voorstel in", withdraw_it="yes")


@pytest.mark.parametrize(
    ("happens", "steps"),
    [
        (nothing_yet, ["Vertel meer over je voorstel"]),
        (a_question, ["Beantwoord onze vraag"]),
        (a_talk, ["Zet het gesprek in je agenda"]),
        (an_invitation, []),
        (a_talk_and_a_question, ["Beantwoord onze vraag"]),
        (an_approval, ["Bekijk je pilot"]),
        (a_running_pilot, ["Bekijk je pilot"]),
        (a_no, []),
        (withdrawing, []),
    ],
)
def test_there_is_one_next_step_at_most(
    everyone: Everyone,
    applicant: Applicant,
    happens: Callable[[Everyone, Proposal], None],
    steps: list[str],
) -> None:
    proposal = applicant.has_sent()
    applicant.opens_own_page()

    happens(everyone, proposal)

    page = applicant.visitor.visit(applicant.page.path)
    assert steps_on(page) == steps
    assert ("Je hoeft nu niets te doen." in page.text) is (
        happens not in (a_question, a_talk, a_talk_and_a_question)
    )


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ({"applicant_accepted": 0}, "accept"),
        ({}, "mandate"),
        ({"mandate": "obtained"}, "baseline"),
        ({"baseline_at": clock.now(), "mandate": "obtained"}, None),
        ({"status": "running", "ends_on": clock.today() + timedelta(days=9)}, None),
        ({"status": "running", "ends_on": clock.today()}, "end"),
        ({"status": "evaluating"}, "measure"),
        ({"status": "evaluating", "measured_at": clock.now()}, None),
        ({"status": "closed", "closed_at": clock.now()}, None),
        ({"status": "closed", "closed_at": clock.now() - timedelta(days=200)}, "later"),
        ({"status": "stopped"}, None),
    ],
)
def test_a_pilot_waits_for_one_step_of_the_applicant(
    columns: dict[str, object], key: str | None
) -> None:
    agreed = {"agreement": 1, "applicant_accepted": 1}
    wanted = next_step(Pilot(**(agreed | columns)), APPLICANT)

    assert (wanted.key if wanted else None) == key


def test_the_thread_tells_all_that_was_said_the_newest_first(
    applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "info_requested", **ASKED)
    question = applicant.opens_own_page().follow("Beantwoord onze vraag")
    question.press("Verstuur je antwoord", remark="De doorlooptijd bedoel ik.", ready="yes")
    applicant.writes("Is dat duidelijk zo?")
    bart.writes("Ja, dank je.")
    bart.has_replied(proposal, "approved", **APPROVAL)
    own = applicant.opens_own_page()
    pilot = own.follow("Bekijk je pilot")
    pilot.follow(step("baseline").label).press("Opslaan", baseline_hours="12")

    text = applicant.visitor.visit(own.path).text
    told = (
        "Je vulde de nulmeting in",
        "Bart Krull keurde",
        "Ja, dank je.",
        "Is dat duidelijk zo?",
        "De doorlooptijd bedoel ik.",
        "Wat tel je?",
    )
    assert [words for words in told if words not in text] == []
    assert sorted(told, key=text.index) == list(told)
