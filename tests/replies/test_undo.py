"""Undoing a reply: by either coordinator, until the applicant sees it, as if it never was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.replies.undo import undo
from regelruimte.store.hold import TooLate
from regelruimte.store.models import OutgoingMail, Proposal, Reply
from tests.at_once import at_once
from tests.people import Applicant, Coordinator, Everyone
from tests.stored import dump, mails
from tests.visitor import Page, Visitor

pytestmark = [pytest.mark.both_databases, pytest.mark.settings(UNDO_MINUTES=15)]
COLUMNS = ("status", "reply_due", "first_reply_at", "closed_at")


@pytest.fixture
def sent(applicant: Applicant) -> Proposal:
    """A proposal that waits for a reply."""
    return applicant.has_sent()


@pytest.fixture
def replied(sent: Proposal, bart: Coordinator) -> Proposal:
    """A proposal to which Bart just replied."""
    bart.has_replied(sent, "declined", reason="too_broad", sentence="Te breed.")
    return sent


def undo_page(coordinator: Coordinator) -> Page:
    return coordinator.opens_the_link().follow("Maak deze reactie ongedaan")


def standing(proposal: Proposal) -> dict[str, object]:
    return {name: getattr(proposal, name) for name in COLUMNS}


@pytest.mark.parametrize("who", ["bart", "rense"])
def test_either_coordinator_can_undo_it(applicant: Applicant, replied: Proposal, who: str) -> None:
    coordinator: Coordinator = getattr(applicant.everyone, who)

    page = undo_page(coordinator).press("Maak ongedaan", undo_it="undo")

    assert "Status: Ontvangen" in page.text
    assert "Te breed." not in page.text
    assert standing(applicant.stored) == standing(replied)


def test_the_applicant_never_hears_of_it(
    app: Flask, applicant: Applicant, replied: Proposal, rense: Coordinator
) -> None:
    undo_page(rense).press("Maak ongedaan", undo_it="undo")

    with clock.moved(timedelta(hours=1)):
        letters = applicant.everyone.post_for(applicant.email)
        own = applicant.opens_own_page()
    assert [letter.subject for letter in letters] == ["Regelruimte heeft je bericht ontvangen"]
    assert "Status: Ontvangen" in own.text
    assert "Te breed." not in own.text


def test_the_other_coordinator_is_told(
    bart: Coordinator, replied: Proposal, rense: Coordinator
) -> None:
    undo_page(rense).press("Maak ongedaan", undo_it="undo")

    letter = bart.reads_mail()
    assert (
        letter.subject
        == f"[Regelruimte] Rense Bos maakte de reactie op {replied.reference} ongedaan"
    )


def test_the_other_coordinator_reads_what_was_undone_and_how_it_stands_now(
    bart: Coordinator, replied: Proposal, rense: Coordinator
) -> None:
    undo_page(rense).press("Maak ongedaan", undo_it="undo")

    text = bart.reads_mail().text
    assert "maakte de reactie “Sluiten zonder pilot” ongedaan" in text
    assert "De status is weer: Ontvangen." in text


def test_as_long_as_a_reply_can_be_undone_no_other_is_given(
    sent: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    invitation = bart.has_prepared(sent, "in_conversation", message="Bellen?")
    rense.opens_the_link()
    rense.prepares("Het mag al", room="Artikel 3 laat dit toe.")
    bart.visitor.visit(f"{invitation}/bevestigen").press("Stuur de reactie", give_it="give")

    page = rense.confirms()

    assert page.status == 409
    assert "Overleg eerst met je collega." in page.text
    assert "Artikel 3 laat dit toe." in page.text
    assert "Jouw reactie Er is net gereageerd." in page.text


def test_when_it_can_no_longer_be_undone_another_can_be_given(
    sent: Proposal, bart: Coordinator
) -> None:
    bart.has_replied(sent, "in_conversation", message="Bellen?")

    with clock.moved(timedelta(minutes=16)):
        page = bart.opens_the_link()
        assert page.follow("Het mag al").status == 200
        late = bart.visitor.visit(f"{page.path}/ongedaan")
    assert "Ongedaan maken kan niet meer." in late.text


def test_a_reply_that_somebody_opened_in_time_is_not_undone_too_late(
    app: Flask, applicant: Applicant, replied: Proposal
) -> None:
    config = app.config["REGELRUIMTE"]
    with app.app_context():
        reply = Reply.get()
        with clock.moved(timedelta(minutes=16)), pytest.raises(TooLate):
            undo(reply, config.coordinators[1], config)

    assert applicant.stored.status == "declined"


def test_it_can_be_undone_from_the_workspace(replied: Proposal, rense: Coordinator) -> None:
    rense.signs_in()

    page = rense.looks_at(replied).press("Maak de laatste reactie ongedaan")
    page = page.press("Maak ongedaan", undo_it="undo")

    assert "Status: Ontvangen" in page.text


def test_it_must_be_chosen(app: Flask, replied: Proposal, rense: Coordinator) -> None:
    page = undo_page(rense)
    before = dump(app)

    page = page.press("Maak ongedaan", expects=422)

    assert page.errors == {"undo_it": "Kies of je de reactie ongedaan wilt maken."}
    assert dump(app) == before


def test_it_can_be_left_as_it_is(app: Flask, replied: Proposal, rense: Coordinator) -> None:
    page = undo_page(rense)
    before = dump(app)

    page = page.press("Maak ongedaan", undo_it="keep")

    assert "Status: Gesloten zonder pilot" in page.text
    assert dump(app) == before


def test_once_the_applicant_sees_it_it_stays(
    app: Flask, replied: Proposal, rense: Coordinator
) -> None:
    page = undo_page(rense)
    before = dump(app)

    with clock.moved(timedelta(minutes=16)):
        late = page.press("Maak ongedaan", undo_it="undo")
        again = rense.visitor.visit(page.path.removesuffix("/ongedaan"))

    assert late.status == 409
    assert "Maak deze reactie ongedaan" not in again.text
    assert dump(app) == before


def test_undoing_twice_is_undoing_once(app: Flask, replied: Proposal, rense: Coordinator) -> None:
    page = undo_page(rense)
    answers = {"undo_it": "undo", "gelezen": page.value("gelezen")}

    pages = at_once(*[lambda: Visitor(app).submit("POST", page.path, answers)] * 5)

    assert sorted(answered.status for answered in pages) == [200, 409, 409, 409, 409]
    assert [mail.kind for mail in mails(app)].count("undone") == 1


def test_after_it_another_reply_can_be_given(
    applicant: Applicant, replied: Proposal, rense: Coordinator
) -> None:
    undo_page(rense).press("Maak ongedaan", undo_it="undo")

    rense.has_replied(applicant.stored, "already_allowed", room="Hier.")

    assert applicant.stored.status == "already_allowed"


# Reopening


@pytest.fixture
def reopened(applicant: Applicant, replied: Proposal, rense: Coordinator) -> Iterator[Page]:
    """Rense's page after he reopened what Bart had closed a month ago."""
    with clock.moved(timedelta(days=30)):
        yield rense.replies("Heropenen", reason="De wet is net veranderd.")


def test_a_reopened_proposal_waits_anew(applicant: Applicant, reopened: Page) -> None:
    stored = applicant.stored

    assert "Status: Ontvangen" in reopened.text
    assert stored.closed_at is None
    assert stored.reply_due == clock.add_working_days(clock.today(), 10)


def test_the_applicant_reads_why(applicant: Applicant, reopened: Page) -> None:
    with clock.moved(timedelta(minutes=16)):
        own = applicant.opens_own_page()

    assert "Rense Bos kijkt opnieuw naar je voorstel." in own.text
    assert "De wet is net veranderd." in own.text


def test_reopening_can_be_undone_too(
    applicant: Applicant, reopened: Page, bart: Coordinator
) -> None:
    undo_page(bart).press("Maak ongedaan", undo_it="undo")

    stored = applicant.stored
    assert stored.status == "declined"
    assert stored.closed_at is not None


def test_a_mail_that_an_operator_sent_on_meanwhile_is_cancelled_too(
    app: Flask, applicant: Applicant, replied: Proposal, rense: Coordinator
) -> None:
    """It waits for the same moment no more."""
    page = undo_page(rense)
    with app.app_context():
        OutgoingMail.update(held_at=clock.now()).where(OutgoingMail.kind == "reply").execute()
    app.test_cli_runner().invoke(args=["mail", "retry"])

    page.press("Maak ongedaan", undo_it="undo")

    subjects = [letter.subject for letter in applicant.everyone.post_for(applicant.email)]
    assert "Reactie van Regelruimte" not in subjects


def test_what_waits_for_a_reply_goes_to_no_new_address_once_it_is_undone(
    everyone: Everyone, replied: Proposal, bart: Coordinator
) -> None:
    bart.signs_in()
    bart.looks_at(replied).press("Mail voortaan", new_address="goed@voorbeeld.example")

    bart.looks_at(replied).press("Maak de laatste").press("Maak ongedaan", undo_it="undo")

    with clock.moved(timedelta(minutes=16)):
        letters = everyone.post_for("goed@voorbeeld.example")
    assert [letter.subject for letter in letters] == ["Regelruimte mailt je voortaan op dit adres"]
