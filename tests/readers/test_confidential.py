"""Of a confidential proposal nobody reads a word before its applicant said yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store.models import Link, Proposal, Reader
from tests.people import Applicant, Coordinator, Everyone
from tests.reading_along import ADDRESS, Lawyer, lets_read
from tests.stored import mails
from tests.visitor import Page

pytestmark = [pytest.mark.both_databases, pytest.mark.seldom_on_postgresql]


@pytest.fixture
def proposal(applicant: Applicant, bart: Coordinator) -> Proposal:
    """A confidential proposal with which the lawyer is to read along."""
    proposal = applicant.takes(9).has_sent()
    assert proposal.confidential
    lets_read(bart, proposal, "regel", "alternative", reader_message="Mag de regel soepeler?")
    return proposal


def opens_own_page(applicant: Applicant, proposal: Proposal) -> Page:
    """Follow the link in the newest letter, with the reference that no mail holds."""
    door = applicant.visitor.visit(applicant.reads_mail().link)
    return door.press("Verder", it_is_me="yes", reference=proposal.reference)


def question(applicant: Applicant, proposal: Proposal) -> Page:
    """Open the page that asks."""
    return opens_own_page(applicant, proposal).follow("Zeg of deze lezer mag meelezen")


def test_until_a_yes_there_is_no_mail_and_no_link(
    app: Flask, proposal: Proposal, lawyer: Lawyer
) -> None:
    assert lawyer.mails() == []
    assert not [mail for mail in mails(app) if mail.recipient == ADDRESS]
    with app.app_context():
        assert Link.select().where(Link.purpose == "reader").count() == 0


def test_the_mail_that_asks_tells_nothing(proposal: Proposal, applicant: Applicant) -> None:
    letter = applicant.reads_mail()

    told = letter.message["Subject"] + letter.text
    for word in (proposal.title, proposal.reference, "jurist", "meelezen", "vertrouwelijk"):
        assert word not in told


def test_the_page_says_who_would_read_what_until_when(
    proposal: Proposal, applicant: Applicant
) -> None:
    page = question(applicant, proposal)

    until = clock.dutch_date(clock.today() + timedelta(days=14))
    for told in ("jurist van BZK", "De regel", "Het idee", until, "Mag de regel soepeler?"):
        assert told in page.text
    assert ADDRESS not in page.text
    assert page.press("Stuur je antwoord", expects=422).errors.keys() == {"may_read"}


def test_after_a_yes_the_reader_gets_the_link(
    proposal: Proposal, applicant: Applicant, lawyer: Lawyer, bart: Coordinator
) -> None:
    question(applicant, proposal).press("Stuur je antwoord", may_read="yes")

    assert proposal.answers["alternative"] in lawyer.comes_in().text
    assert proposal.title not in bart.reads_mail().text
    assert bart.reads_mail().message["Subject"].endswith("de indiener laat een lezer toe")


def test_after_a_no_the_reader_gets_nothing_and_the_coordinator_hears_it(
    proposal: Proposal, applicant: Applicant, lawyer: Lawyer, bart: Coordinator
) -> None:
    page = question(applicant, proposal).press("Stuur je antwoord", may_read="no")

    assert "Je koos: nee" in page.text
    assert lawyer.mails() == []
    assert "De indiener wil het niet" in bart.looks_at(proposal).text
    assert "wil niet" in bart.reads_mail().message["Subject"]


def test_a_yes_can_be_taken_back(proposal: Proposal, applicant: Applicant, lawyer: Lawyer) -> None:
    page = question(applicant, proposal).press("Stuur je antwoord", may_read="yes")
    inside = lawyer.comes_in()

    page.follow("Wijzig je antwoord").press("Stuur je antwoord", may_read="no")

    lawyer.opens_the_door(expects=404)
    lawyer.visitor.visit(inside.path, expects=404)


def test_saying_yes_twice_is_saying_it_once(
    proposal: Proposal, applicant: Applicant, lawyer: Lawyer
) -> None:
    page = question(applicant, proposal)
    for _ in range(2):
        page.press("Stuur je antwoord", may_read="yes", expects=200)

    assert len(lawyer.mails()) == 1


def test_a_no_is_not_followed_by_a_yes(
    proposal: Proposal, applicant: Applicant, lawyer: Lawyer
) -> None:
    page = question(applicant, proposal)
    page.press("Stuur je antwoord", may_read="no")

    page.press("Stuur je antwoord", may_read="yes", expects=409)

    assert lawyer.mails() == []


def test_what_was_revoked_meanwhile_cannot_be_allowed(
    proposal: Proposal, applicant: Applicant, lawyer: Lawyer, bart: Coordinator
) -> None:
    page = question(applicant, proposal)
    bart.looks_at(proposal).follow("Laat iemand meelezen").press("Trek de vraag in")

    page.press("Stuur je antwoord", may_read="yes", expects=409)

    assert lawyer.mails() == []


def test_an_ordinary_proposal_asks_its_applicant_nothing(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    lets_read(bart, applicant.has_sent())
    own = applicant.opens_own_page()
    with app.app_context():
        uid = Reader.get().uid

    applicant.visitor.visit(f"{own.path}/meelezen/{uid}", expects=404)


def test_whose_address_was_denied_cannot_be_asked(
    everyone: Everyone, applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.takes(9).has_sent()
    door = applicant.visitor.visit(applicant.reads_mail().link)
    door.press("Verder", it_is_me="no")

    page = lets_read(bart, proposal, expects=422)

    assert "ander adres" in page.errors["reader_email"]
