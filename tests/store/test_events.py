"""The timeline of a proposal."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator

pytestmark = pytest.mark.both_databases


def test_events_are_told_in_their_order(app: Flask) -> None:
    with app.app_context(), transaction():
        proposal = Proposal.create()
        events.add(proposal, "begun", "applicant")
        events.add(proposal, "replied", "b.krull@imi.nu", kind="declined", reply=3)

        told = [(event.kind, event.actor, event.data) for event in events.history(proposal)]

    assert told == [
        ("begun", "applicant", {}),
        ("replied", "b.krull@imi.nu", {"kind": "declined", "reply": 3}),
    ]


def test_events_of_another_proposal_are_not_told(app: Flask) -> None:
    with app.app_context(), transaction():
        one, other = Proposal.create(), Proposal.create()
        events.add(other, "begun")

        assert events.history(one) == []


def test_the_whole_story_leaves_its_timeline(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    asked = {"unclear_questions": ["measure"], "unclear": "Wat tel je?"}
    bart.has_replied(applicant.stored, "info_requested", **asked)
    applicant.opens_own_page().follow("Beantwoord onze vraag").press(
        "Verstuur je antwoord", measure="De doorlooptijd.", ready="yes"
    )

    with app.app_context():
        told = [(event.kind, event.actor) for event in events.history(applicant.stored)]
    assert told == [
        ("begun", "applicant"),
        ("submitted", "applicant"),
        ("replied", "b.krull@imi.nu"),
        ("address_confirmed", "applicant"),
        ("answered", "applicant"),
    ]
