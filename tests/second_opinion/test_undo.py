"""Taking back a reply that waits, and one that a second agreed to."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.store.models import Proposal, Reply
from tests.people import Applicant, Coordinator
from tests.second_opinion.conftest import REASON
from tests.stored import mails

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.settings(DECISION_POLICY="both", UNDO_MINUTES=15),
]


@pytest.fixture
def waits(sent: Proposal, bart: Coordinator) -> Proposal:
    """A proposal of which Bart's reply waits, Bart's page open."""
    bart.opens_the_link()
    bart.prepares("Sluiten zonder pilot", **REASON)
    bart.confirms()
    return sent


def test_its_writer_can_take_it_back_and_write_another(
    app: Flask, applicant: Applicant, waits: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    judging = rense.opens_the_link()
    page = bart.page.follow("Maak deze reactie ongedaan")
    assert "wacht op een tweede oordeel" in page.text
    bart.page = page.press("Maak ongedaan", undo_it="undo")

    page = judging.press("Stuur je oordeel", expects=409, judgement="agree")
    assert "De reactie is ongedaan gemaakt." in page.text
    assert applicant.stored.status == "submitted"
    assert [m.kind for m in mails(app) if m.recipient == rense.email][-1] == "undone"
    bart.prepares("Het mag al", room="Artikel 3.")
    bart.confirms()
    assert applicant.stored.status == "already_allowed"


def test_the_second_objects_and_does_not_undo(waits: Proposal, rense: Coordinator) -> None:
    rense.signs_in()

    page = rense.looks_at(waits)

    assert "Maak de reactie ongedaan" not in page.text
    page = page.press("Geef je oordeel").press("Stuur je oordeel", judgement="agree")
    assert "Rense Bos is het eens met de reactie." in page.text


def test_nor_by_the_address_of_undoing(sent: Proposal, waits: Proposal, rense: Coordinator) -> None:
    path = rense.has_prepared(sent, "already_allowed", room="Hier.")

    page = rense.visitor.visit(f"{path}/ongedaan")

    assert not page.asks("undo_it")


def test_from_the_workspace_its_writer_takes_it_back(
    applicant: Applicant, waits: Proposal, bart: Coordinator
) -> None:
    bart.signs_in()

    page = bart.looks_at(waits).press("Maak de reactie ongedaan")
    page.press("Maak ongedaan", undo_it="undo")

    with bart.everyone.app.app_context():
        assert Reply.get().undone_at is not None


def test_whoever_comes_to_judge_what_is_over_is_told_so(
    waits: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    rense.signs_in()
    page = rense.looks_at(waits)
    bart.page.follow("Maak deze reactie ongedaan").press("Maak ongedaan", undo_it="undo")

    page = page.press("Geef je oordeel", expects=409)

    assert "wacht niet meer op een oordeel" in page.text


def test_what_was_agreed_and_then_undone_never_comes_back(
    applicant: Applicant, waits: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    rense.opens_the_link().press("Stuur je oordeel", judgement="agree")
    page = bart.opens_the_link().follow("Maak deze reactie ongedaan")

    page = page.press("Maak ongedaan", undo_it="undo")

    assert applicant.stored.status == "submitted"
    assert applicant.stored.first_reply_at is None
    assert "Deze reactie wacht op een tweede oordeel." not in page.text
    bart.has_replied(applicant.stored, "declined", **REASON)
    assert applicant.stored.status == "submitted"  # it needs a second again


def test_as_long_as_it_waits_no_other_is_given(
    applicant: Applicant, sent: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    rense.opens_the_link()
    rense.prepares("Het mag al", room="Artikel 3 laat dit toe.")
    bart.has_replied(sent, "declined", **REASON)

    rense.confirms(expects=409)

    assert "Bart Krull stuurde een reactie, die wacht op een tweede oordeel." in rense.page.text
    assert "Artikel 3 laat dit toe." in rense.page.text
    assert applicant.stored.status == "submitted"


def test_what_a_second_objected_to_stays_when_its_writer_writes_another(
    app: Flask, waits: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    rense.opens_the_link().press("Stuur je oordeel", judgement="disagree", objection="Te kort.")

    bart.page = bart.visitor.visit(bart.page.path)
    bart.prepares("Sluiten zonder pilot", reason="other", sentence="Anders.")

    with app.app_context():
        assert [reply.objection for reply in Reply.select().order_by(Reply.id)] == ["Te kort.", ""]


def test_what_a_second_objected_to_is_filled_in_again_in_the_workspace(
    waits: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    rense.opens_the_link().press("Stuur je oordeel", judgement="disagree", objection="Te kort.")
    bart.signs_in()

    page = bart.looks_at(waits)
    assert "Te kort." in page.text
    page = page.press("Sluiten zonder pilot")

    assert page.value("sentence") == REASON["sentence"]
