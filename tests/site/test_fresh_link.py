"""A new link in the place of one that does not work any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from tests.people import Applicant, Coordinator
from tests.stored import mails
from tests.visitor import Page, Visitor


def asks(visitor: Visitor, address: str) -> Page:
    page = visitor.visit(f"/mijn/{'a' * 32}").follow("Vraag een nieuwe link")
    return page.press("Mail mij een nieuwe link", email=address)


def fresh(app: Flask) -> list[str]:
    return [mail.recipient for mail in mails(app) if mail.kind == "fresh_link"]


def test_an_applicant_is_mailed_a_link_that_works(applicant: Applicant) -> None:
    proposal = applicant.has_sent()
    with clock.moved(timedelta(days=91)):
        old = applicant.reads_mail().link
        assert applicant.visitor.visit(old).heading == "Deze link werkt niet (meer)"

        asks(applicant.visitor, applicant.email.upper())

        assert applicant.opens_own_page().heading == proposal.title


def test_a_coordinator_is_mailed_what_waits(applicant: Applicant, bart: Coordinator) -> None:
    proposal = applicant.has_sent()

    asks(applicant.visitor, bart.email)

    assert bart.reads_mail().subject == "De link die je hebt gevraagd"
    assert bart.opens_the_link().heading == proposal.title


@pytest.mark.parametrize("address", ["niemand@voorbeeld.example", "b.krull@imi.nu"])
def test_nobody_learns_whether_an_address_is_known(
    app: Flask, applicant: Applicant, address: str
) -> None:
    applicant.has_sent()

    known, unknown = asks(applicant.visitor, applicant.email), asks(applicant.visitor, address)

    assert known.response.data == unknown.response.data
    assert known.status == unknown.status == 200


def test_three_an_hour_are_enough(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()

    for _ in range(5):
        asks(applicant.visitor, applicant.email)
    assert fresh(app) == [applicant.email] * 3

    with clock.moved(timedelta(minutes=61)):
        asks(applicant.visitor, applicant.email)
    assert len(fresh(app)) == 4


def test_who_has_more_proposals_gets_a_mail_for_each(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    applicant.has_sent()

    asks(applicant.visitor, applicant.email)

    assert fresh(app) == [applicant.email] * 2


def test_a_mailbox_that_is_not_the_applicant_s_gets_nothing(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_sent()
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")

    asks(applicant.visitor, applicant.email)

    assert fresh(app) == []


def test_a_draft_is_no_business_of_this(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()

    asks(applicant.visitor, applicant.email)

    assert fresh(app) == []


def test_a_faulty_address_is_told(applicant: Applicant) -> None:
    page = asks(applicant.visitor, "geen adres")

    assert list(page.errors) == ["email"]
    assert page.value("email") == "geen adres"
