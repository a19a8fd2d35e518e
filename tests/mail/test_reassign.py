"""Mail goes to whoever is a coordinator today, and to nobody who was one."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte import create_app
from regelruimte.config import Config, Coordinator, read_config
from regelruimte.mail import kinds, outbox, send
from regelruimte.store.models import OutgoingMail, Proposal
from tests.people import Applicant, Everyone
from tests.postoffice import PostOffice
from tests.queued import queued
from tests.visitor import Visitor

pytestmark = [pytest.mark.smtp, pytest.mark.both_databases]

NEW = "r.bos@nieuw.example"


@pytest.fixture
def later(environment: dict[str, str], app: Flask, everyone: Everyone) -> Flask:
    """The same site, started again after the second coordinator's address was mended."""
    mended = f"Bart Krull <b.krull@imi.nu>, Rense Bos <{NEW}>"
    changed: Config = read_config(environment | {"REGELRUIMTE_COORDINATORS": mended})
    return create_app(changed)


def sends(app: Flask) -> None:
    with app.app_context():
        send.send_all_due()


def retries(app: Flask) -> str:
    output: str = app.test_cli_runner().invoke(args=["mail", "retry"]).output
    return output


def test_what_waits_for_somebody_who_is_no_coordinator_any_more_is_not_sent(
    applicant: Applicant, later: Flask, post_office: PostOffice
) -> None:
    applicant.has_sent()
    sends(later)

    assert post_office.to("r.bos@imi.nu") == []
    assert len(post_office.to("b.krull@imi.nu")) == 1
    status = later.test_cli_runner().invoke(args=["mail", "status"]).output
    assert f"alert to …@imi.nu: {outbox.NO_COORDINATOR}" in status


@pytest.mark.parametrize("state", ["waited", "failed", "cancelled"])
def test_after_mending_an_address_a_retry_writes_to_the_new_one(
    app: Flask, applicant: Applicant, later: Flask, post_office: PostOffice, state: str
) -> None:
    proposal = applicant.has_sent()
    if state == "failed":
        post_office.refusals["r.bos@imi.nu"] = "550 5.1.1 no such user"
        sends(app)
    elif state == "cancelled":
        sends(later)

    assert "1 written anew" in retries(later)
    assert "written anew" not in retries(later)
    sends(later)

    (letter,) = post_office.to(NEW)
    assert str(proposal.reference) in letter.subject
    assert post_office.to("r.bos@imi.nu") == []
    assert len(post_office.to("b.krull@imi.nu")) == 1
    assert len(letter.links) == 1


def test_its_link_is_for_the_new_address_alone(
    app: Flask, applicant: Applicant, later: Flask, post_office: PostOffice
) -> None:
    proposal = applicant.has_sent()
    with app.app_context():
        old = OutgoingMail.get(OutgoingMail.recipient == "r.bos@imi.nu").text
    retries(later)
    sends(later)

    link = post_office.to(NEW)[0].link
    page = Visitor(later).visit(link)
    assert str(proposal.reference) in page.text
    assert link not in old
    (old_link,) = (word for word in old.split() if "/reactie/" in word)
    assert Visitor(later).visit(old_link).status == 404


def test_somebody_who_came_before_gets_nothing_twice(
    applicant: Applicant, later: Flask, post_office: PostOffice, everyone: Everyone
) -> None:
    everyone.bart.has_replied(applicant.has_sent(), "already_allowed", room="Hier.")
    retries(later)
    sends(later)

    assert [letter.subject for letter in post_office.to("b.krull@imi.nu")] == [
        letter.subject for letter in post_office.to(NEW) if "Nieuw voorstel" in letter.subject
    ]
    assert len(post_office.to(NEW)) == 2  # the alert, and that Bart replied


def test_an_applicant_whose_address_is_a_coordinators_is_mailed_whoever_that_is_by_now(
    app: Flask, later: Flask, post_office: PostOffice
) -> None:
    with app.app_context():
        person = Coordinator("", "r.bos@imi.nu")
        queued(kinds.RESUME, person, proposal=None, days=60, link="https://x/1")
    sends(later)

    assert len(post_office.to("r.bos@imi.nu")) == 1


def test_a_way_into_the_workspace_is_written_to_nobody_else(
    app: Flask, later: Flask, everyone: Everyone, post_office: PostOffice
) -> None:
    rense = everyone.rense
    rense.browser.visit("/werkruimte/aanmelden").press("Mail mij een link", email=rense.email)

    assert "written anew" not in retries(later)
    sends(later)

    assert post_office.letters == []
    with app.app_context():
        assert Proposal.select().count() == 0
