"""A second opinion: asked by mail, given on a page, and until then the applicant sees nothing."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.stored import mails
from tests.visitor import Page

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.settings(DECISION_POLICY="both", UNDO_MINUTES=15),
]
WHY = "De ondernemingsraad weet er nog niet van."


@pytest.fixture
def sent(applicant: Applicant) -> Proposal:
    """A proposal that waits for a reply."""
    return applicant.has_sent()


@pytest.fixture
def asked(sent: Proposal, bart: Coordinator) -> Proposal:
    """A proposal of which Bart wants to decline, and for which Rense is asked."""
    bart.has_replied(sent, "declined", reason="too_broad", sentence="Te breed.")
    return sent


def judges(page: Page, choice: str, **more: str) -> Page:
    return page.press("Stuur je oordeel", judgement=choice, **more)


def test_the_second_is_mailed_one_link_and_reads_the_reply_as_the_applicant_would(
    asked: Proposal, rense: Coordinator
) -> None:
    letter = rense.reads_mail()

    assert letter.subject == (
        f"[Regelruimte] Bart Krull vraagt jouw oordeel over voorstel {asked.reference}"
    )
    page = rense.visitor.visit(letter.link)
    assert "Te breed." in page.text
    assert "Status: Ontvangen" in page.text


def test_a_reply_to_which_the_second_agrees_counts_and_can_be_undone(
    applicant: Applicant, asked: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    page = judges(rense.opens_the_link(), "agree")

    assert "Rense Bos is het eens met de reactie." in page.text
    assert applicant.stored.status == "declined"
    assert applicant.stored.first_reply_at is not None
    told = bart.reads_mail()
    assert "Rense Bos is het eens met de reactie" in told.subject
    page = bart.opens_the_link().follow("Maak deze reactie ongedaan")
    page.press("Maak ongedaan", undo_it="undo")
    assert applicant.stored.status == "submitted"


def test_the_second_can_leave_it_to_the_other(
    applicant: Applicant, asked: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    page = judges(rense.opens_the_link(), "leave")

    assert "Rense Bos laat de reactie aan Bart Krull." in page.text
    assert applicant.stored.status == "declined"
    assert "laat de reactie aan" in bart.reads_mail().subject


def test_an_objection_is_told_to_the_other_and_nothing_counts(
    app: Flask, applicant: Applicant, asked: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    page = judges(rense.opens_the_link(), "disagree", objection=WHY)

    assert "De reactie telt niet. Bel elkaar" in page.text
    assert applicant.stored.status == "submitted"
    assert applicant.stored.first_reply_at is None
    assert "Rense Bos denkt er anders over" in bart.reads_mail().subject
    page = bart.opens_the_link()
    assert "Jullie zijn het niet eens. Bel elkaar." in page.text
    assert WHY in page.text
    assert all(WHY not in mail.text + mail.html for mail in mails(app))


def test_an_objection_needs_a_reason_and_a_judgement_must_be_chosen(
    applicant: Applicant, asked: Proposal, rense: Coordinator
) -> None:
    page = rense.opens_the_link()

    page = page.press("Stuur je oordeel", expects=422, objection=WHY)
    assert page.value("objection") == WHY
    page = page.press("Stuur je oordeel", expects=422, judgement="disagree", objection="")

    assert list(page.errors) == ["objection"]
    assert applicant.stored.status == "submitted"
