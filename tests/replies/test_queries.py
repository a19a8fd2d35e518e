"""What a coordinator's pages ask the database: a known number of things, each of them once.

A number that changed is no fault by itself. Look at what is asked more, whether the visit has it
already (`regelruimte/replies/visit.py`), and write down the new number.
"""

from __future__ import annotations

import pytest

from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.queries import queries_of, repeated

pytestmark = pytest.mark.settings(UNDO_MINUTES=15)


@pytest.fixture
def proposal(applicant: Applicant) -> Proposal:
    """A proposal that waits for a reply."""
    return applicant.has_sent()


@pytest.mark.parametrize(
    ("place", "number"), [("", 6), ("/bericht", 2), ("/mag-al", 7), ("/bevestigen", 4)]
)
def test_a_page_asks_each_thing_once(
    proposal: Proposal, bart: Coordinator, place: str, number: int
) -> None:
    link = bart.has_prepared(proposal, "already_allowed", room="Hier.")

    asked = queries_of(bart.visitor, "GET", link + place)

    assert repeated(asked) == []
    assert len(asked) == number


def test_keeping_what_was_written_asks_each_thing_once(
    proposal: Proposal, bart: Coordinator
) -> None:
    link = bart.has_prepared(proposal, "in_conversation", message="Bellen?")
    posted = {"gezien": proposal.etag, "room": "Hier."}

    asked = queries_of(bart.visitor, "POST", f"{link}/mag-al", **posted)

    assert repeated(asked) == []
    assert len(asked) == 6


def test_giving_a_reply_asks_each_thing_once(proposal: Proposal, bart: Coordinator) -> None:
    link = bart.has_prepared(proposal, "already_allowed", room="Hier.")
    etag = str(bart.visitor.visit(f"{link}/bevestigen").value("gelezen"))

    asked = queries_of(bart.visitor, "POST", f"{link}/bevestigen", gelezen=etag, give_it="give")

    assert repeated(asked) == []
    assert len(asked) == 14


@pytest.fixture
def replied(proposal: Proposal, bart: Coordinator) -> str:
    """The path of Bart's link, after a reply that can still be undone."""
    bart.has_replied(proposal, "already_allowed", room="Hier.")
    return bart.has_prepared(proposal, "declined", reason="other", sentence="Nee.")


@pytest.mark.parametrize("place", ["", "/ongedaan"])
def test_a_page_after_a_reply_asks_each_thing_once(
    replied: str, bart: Coordinator, place: str
) -> None:
    asked = queries_of(bart.visitor, "GET", replied + place)

    assert repeated(asked) == []
    assert len(asked) == (3 if place else 5)  # what was changed or written does not matter there


def test_undoing_a_reply_asks_each_thing_once(replied: str, bart: Coordinator) -> None:
    etag = str(bart.visitor.visit(f"{replied}/ongedaan").value("gelezen"))

    asked = queries_of(bart.visitor, "POST", f"{replied}/ongedaan", gelezen=etag, undo_it="undo")

    assert repeated(asked) == []
    assert len(asked) == 10
