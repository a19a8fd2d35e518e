"""A second opinion: asked by mail, given on a page, and until then the applicant sees nothing."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store.links import Purpose
from regelruimte.store.models import Link, Proposal, Reply
from tests.people import Applicant, Coordinator
from tests.stored import dump, mails
from tests.visitor import Page

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.seldom_on_postgresql,
    pytest.mark.settings(DECISION_POLICY="both", UNDO_MINUTES=15),
]
WHY = "De ondernemingsraad weet er nog niet van."


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
    assert "Kanariegeel is te breed." in page.text
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


def test_whoever_is_second_to_judge_reads_what_happened_and_keeps_what_was_typed(
    app: Flask, asked: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    first, second = rense.opens_the_link(), rense.opens_the_link()
    judges(first, "agree")

    page = second.press("Stuur je oordeel", expects=409, judgement="disagree", objection=WHY)

    assert "Rense Bos is het eens met de reactie." in page.text
    assert WHY in page.text


def test_what_the_applicant_told_meanwhile_is_read_first(
    app: Flask, applicant: Applicant, asked: Proposal, rense: Coordinator
) -> None:
    page = rense.opens_the_link()
    with app.app_context():
        Proposal.update(revision=Proposal.revision + 1).where(Proposal.id == asked.id).execute()

    page = page.press("Stuur je oordeel", expects=409, judgement="disagree", objection=WHY)

    assert "Het voorstel is veranderd" in page.text
    assert page.value("objection") == WHY
    judges(page, "agree")
    assert applicant.stored.status == "declined"


def test_the_link_opens_that_reply_only_and_no_page_of_another_purpose(
    asked: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    old = rense.reads_mail().link
    judges(rense.visitor.visit(old), "disagree", objection=WHY)
    bart.has_replied(asked, "declined", reason="too_broad", sentence="Nog eens.")

    page = rense.visitor.visit(old)

    assert "Rense Bos denkt er anders over." in page.text
    assert "Stuur je oordeel" not in page.text
    rense.visitor.visit(old.replace("/oordeel/", "/reactie/"), expects=404)


def test_reading_the_mailed_link_decides_nothing(
    app: Flask, asked: Proposal, rense: Coordinator
) -> None:
    link = rense.reads_mail().link
    before = dump(app)

    rense.visitor.visit(link)

    assert dump(app) == before


def test_the_writer_reads_that_it_waits_and_until_when(sent: Proposal, bart: Coordinator) -> None:
    bart.opens_the_link()
    bart.prepares("Sluiten zonder pilot", reason="too_broad", sentence="Te breed.")
    assert "geeft een tweede oordeel" in bart.page.text

    page = bart.confirms()

    with bart.everyone.app.app_context():
        until = clock.dutch_moment(Reply.get().waits_until)
    assert "Je vraagt een tweede oordeel over je reactie." in page.text
    assert f"Zonder oordeel telt de reactie vanaf {until}." in page.text
    assert page.path == bart.page.path
    assert "Er wacht al een reactie op een tweede oordeel." in page.text


def test_a_talk_needs_no_second(applicant: Applicant, sent: Proposal, bart: Coordinator) -> None:
    bart.has_replied(sent, "in_conversation", message="Bellen?")

    assert applicant.stored.status == "in_conversation"


def test_after_a_disagreement_a_new_reply_of_either_needs_both(
    applicant: Applicant, asked: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    judges(rense.opens_the_link(), "disagree", objection=WHY)
    rense.has_replied(asked, "declined", reason="other", sentence="Samen gekozen.")
    assert applicant.stored.status == "submitted"

    page = judges(bart.opens_the_link(), "agree")

    assert "Bart Krull is het eens met de reactie." in page.text
    assert applicant.stored.status == "declined"


def test_what_the_applicant_took_back_needs_no_judgement_any_more(
    applicant: Applicant, asked: Proposal, rense: Coordinator
) -> None:
    judging = rense.opens_the_link()
    page = applicant.opens_own_page().follow("Je voorstel intrekken")
    page.press("Trek je voorstel in", withdraw_it="yes")

    page = judging.press("Stuur je oordeel", expects=409, judgement="agree")

    assert "De reactie past niet meer bij het voorstel en telt niet." in page.text
    assert applicant.stored.status == "withdrawn"


def test_of_a_confidential_proposal_no_mail_tells_the_title(
    app: Flask, applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    proposal = applicant.has_sent(confidential="confidential", title="Een geheim plan")
    bart.has_replied(proposal, "declined", reason="too_broad", sentence="Te breed.")
    judges(rense.opens_the_link(), "disagree", objection=WHY)

    assert all("Een geheim plan" not in mail.subject + mail.text + mail.html for mail in mails(app))


def test_who_is_no_coordinator_any_more_has_no_link(
    app: Flask, asked: Proposal, rense: Coordinator
) -> None:
    link = rense.reads_mail().link
    with app.app_context():
        Link.update(recipient="iemand@voorbeeld.example").where(
            Link.purpose == Purpose.SECOND
        ).execute()

    rense.visitor.visit(link, expects=404)
