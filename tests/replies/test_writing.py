"""The other coordinator sees that somebody is writing a reply."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.stored import dump

pytestmark = [pytest.mark.both_databases, pytest.mark.settings(UNDO_MINUTES=15)]

WRITES = "Bart Krull schrijft een reactie (sinds"


@pytest.fixture
def proposal(applicant: Applicant, bart: Coordinator, rense: Coordinator) -> Proposal:
    """A proposal that waits for a reply, and both coordinators in the workspace."""
    bart.signs_in()
    rense.signs_in()
    return applicant.has_sent()


def seen_by(coordinator: Coordinator, proposal: Proposal) -> list[bool]:
    """Tell whether the inbox and the page of the proposal say that Bart writes."""
    inbox = coordinator.browser.visit("/werkruimte").text
    return [WRITES in inbox, WRITES in coordinator.looks_at(proposal).text]


def begins_to_write(coordinator: Coordinator, proposal: Proposal) -> None:
    """Choose a reply on the page of the proposal."""
    coordinator.looks_at(proposal).press("Het mag al")


def test_whoever_chooses_a_reply_is_seen_writing_by_the_other(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    begins_to_write(bart, proposal)

    assert seen_by(rense, proposal) == [True, True]
    assert seen_by(bart, proposal) == [False, False]


def test_the_other_is_told_since_when(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    began = clock.now()
    begins_to_write(bart, proposal)

    with clock.moved(timedelta(minutes=10)):
        assert f"(sinds {clock.dutch_time(began)})" in rense.looks_at(proposal).text


def test_so_is_whoever_prepared_a_reply_from_a_mail(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    bart.has_prepared(proposal, "already_allowed", room="Hier.")

    assert seen_by(rense, proposal) == [True, True]
    assert WRITES in rense.opens_the_link().text


def test_opening_a_page_tells_and_writes_nothing(
    app: Flask, proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    page = bart.opens_the_link()
    before = dump(app)

    page.follow("Het mag al")

    assert dump(app) == before
    assert seen_by(rense, proposal) == [False, False]


def test_it_is_forgotten_after_half_an_hour(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    begins_to_write(bart, proposal)
    bart.has_prepared(proposal, "already_allowed", room="Hier.")

    with clock.moved(timedelta(minutes=29)):
        assert seen_by(rense, proposal) == [True, True]
    with clock.moved(timedelta(minutes=31)):
        assert seen_by(rense, proposal) == [False, False]


def test_nobody_writes_any_more_once_a_reply_is_given(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    begins_to_write(bart, proposal)
    bart.has_replied(proposal, "already_allowed", room="Hier.")

    assert seen_by(rense, proposal)[0] is False
    with clock.moved(timedelta(minutes=16)):
        assert seen_by(rense, proposal) == [False, False]


def test_whoever_looks_whether_to_undo_a_reply_writes_none(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    bart.has_replied(proposal, "in_conversation", message="Bellen?")

    bart.looks_at(proposal).press("Maak de laatste reactie ongedaan")

    assert seen_by(rense, proposal) == [False, False]


def test_nor_of_another_proposal(
    proposal: Proposal, applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    other = applicant.takes(2).has_sent()
    begins_to_write(bart, other)

    assert seen_by(rense, proposal) == [True, False]
