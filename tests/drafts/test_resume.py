"""The mailed way back to a draft."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.proposals.questions import ABOUT_YOU_STEP
from tests.people import Applicant
from tests.stored import everything_kept, mails

pytestmark = pytest.mark.both_databases

SENDING = ABOUT_YOU_STEP.title


def test_the_mailed_link_opens_the_draft(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")
    page = applicant.opens("later").press("Mail mij de link", resume_email=applicant.email)

    assert "We hebben je de link gemaild." in page.text
    assert applicant.visitor.visit(applicant.reads_mail().link).heading == SENDING


def test_the_mailed_link_is_another_than_the_draft_s_own(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")
    applicant.opens("later").press("Mail mij de link", resume_email=applicant.email)

    assert applicant.token not in applicant.reads_mail().text


def test_a_known_address_is_offered_and_not_asked_again(applicant: Applicant) -> None:
    applicant.has_written()

    page = applicant.opens("later").press("Mail mij de link", where="known")

    assert "gemaild" in page.text
    assert applicant.reads_mail().to == applicant.email


def test_another_address_can_be_given(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()

    applicant.opens("later").press(
        "Mail mij de link", where="other", resume_email="thuis@voorbeeld.example"
    )

    assert [mail.recipient for mail in mails(app)] == ["thuis@voorbeeld.example"]


def test_nothing_is_mailed_without_a_choice(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()

    page = applicant.opens("later").press("Mail mij de link", expects=422)

    assert page.errors == {"where": "Kies waar we de link naartoe sturen."}
    assert mails(app) == []


def test_the_other_address_is_needed_when_it_is_chosen(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()

    page = applicant.opens("later").press(
        "Mail mij de link", where="other", resume_email="", expects=422
    )

    assert list(page.errors) == ["resume_email"]
    assert mails(app) == []


def test_an_address_that_cannot_be_mailed_is_refused_and_kept(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written(until="over-jou")

    page = applicant.opens("later").press(
        "Mail mij de link", resume_email="josé@voorbeeld.nl", expects=422
    )

    assert list(page.errors) == ["resume_email"]
    assert page.value("resume_email") == "josé@voorbeeld.nl"
    assert mails(app) == []


def test_the_address_is_not_kept_with_the_draft(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")
    applicant.opens("later").press("Mail mij de link", resume_email="thuis@voorbeeld.example")

    assert "thuis@voorbeeld.example" not in repr(applicant.stored.__data__)


def test_the_mailed_link_expires_and_the_draft_s_own_does_not(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")
    applicant.opens("later").press("Mail mij de link", resume_email=applicant.email)
    mailed = applicant.reads_mail().link

    with clock.moved(timedelta(days=61)):
        assert applicant.visitor.visit(mailed).status == 404
        assert applicant.opens().heading == SENDING


def test_asking_for_the_link_saves_what_was_typed(applicant: Applicant) -> None:
    page = applicant.has_written(until="over-jou")

    page = page.press("Bewaar voor later", name="A")

    assert page.heading == "Later verder"
    assert applicant.stored.answers["name"] == "A"


def test_no_token_is_kept_in_the_clear_once_the_mail_has_gone(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written(until="over-jou")

    assert applicant.token not in everything_kept(app)


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_of_one_draft_three_links_are_mailed_within_an_hour(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written(until="over-jou")
    page = applicant.opens("later")
    for number in range(3):
        page.press("Mail mij de link", resume_email=f"{number}@voorbeeld.example")

    refused = page.press("Mail mij de link", resume_email="vier@voorbeeld.example")

    assert refused.status == 422
    assert refused.errors["resume_email"].startswith("We mailen nu geen link meer")
    assert refused.value("resume_email") == "vier@voorbeeld.example"
    assert len(mails(app)) == 3


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_one_person_is_mailed_three_links_within_an_hour(app: Flask, applicant: Applicant) -> None:
    for address in ("ik@voorbeeld.example", "IK+bzk@voorbeeld.example", "ik@Voorbeeld.example"):
        applicant.has_written(until="over-jou")
        applicant.opens("later").press("Mail mij de link", resume_email=address)
    applicant.has_written(until="over-jou")

    applicant.opens("later").press(
        "Mail mij de link", resume_email="ik@voorbeeld.example", expects=422
    )

    assert len(mails(app)) == 3


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_an_hour_later_a_link_is_mailed_again(app: Flask, applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")
    for _ in range(3):
        applicant.opens("later").press("Mail mij de link", resume_email=applicant.email)

    with clock.moved(timedelta(minutes=61)):
        applicant.opens("later").press("Mail mij de link", resume_email=applicant.email)

    assert len(mails(app)) == 4
