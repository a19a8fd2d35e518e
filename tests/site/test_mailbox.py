"""The mailbox page of a development site."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from tests.markup import check_headers
from tests.people import Applicant, Coordinator
from tests.stored import mails
from tests.visitor import Visitor

pytestmark = pytest.mark.smtp

PRODUCTION = {
    "DEVELOPMENT": "0",
    "SECRET_KEY": "a-key-that-is-long-enough-for-this",
    "SITE_URL": "https://regelruimte.example",
}


def test_an_empty_mailbox_says_so(visitor: Visitor) -> None:
    assert "Er is nog geen mail." in visitor.visit("/postbak").text


def test_delivered_mail_is_there_the_newest_first(applicant: Applicant, visitor: Visitor) -> None:
    applicant.has_sent()
    applicant.everyone.post_for("")

    subjects = [heading.get_text() for heading in visitor.visit("/postbak").soup.select("h2")]

    assert subjects[0] == "Regelruimte heeft je bericht ontvangen"
    assert len(subjects) == 3


def test_the_links_in_it_work(applicant: Applicant, visitor: Visitor) -> None:
    proposal = applicant.has_sent()
    applicant.everyone.post_for("")

    page = visitor.visit("/postbak").follow("/reactie/")

    assert page.heading == proposal.title


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_mail_that_is_not_due_is_not_there_yet(
    applicant: Applicant, bart: Coordinator, visitor: Visitor
) -> None:
    bart.has_replied(applicant.has_sent(), "already_allowed", room="Hier.")
    applicant.everyone.post_for("")
    assert "Reactie van Regelruimte" not in [
        h.get_text() for h in visitor.visit("/postbak").soup("h2")
    ]

    with clock.moved(timedelta(minutes=16)):
        applicant.everyone.post_for("")
        assert "Reactie van Regelruimte" in [
            h.get_text() for h in visitor.visit("/postbak").soup("h2")
        ]


def test_text_of_applicants_stays_text(applicant: Applicant, visitor: Visitor) -> None:
    applicant.has_sent(alternative="<script>x</script> https://kwaad.example/ " + "en meer " * 5)
    applicant.everyone.post_for("")

    page = visitor.visit("/postbak")

    assert "<script>x</script>" in page.text
    assert [a for a in page.soup.find_all("a") if "kwaad" in a["href"]] == []


@pytest.mark.both_databases
def test_a_mail_is_shown_by_itself(applicant: Applicant, visitor: Visitor) -> None:
    proposal = applicant.has_sent()
    applicant.everyone.post_for("")

    page = visitor.visit("/postbak").follow("Nieuw voorstel")

    assert page.heading == f"[Regelruimte] Nieuw voorstel {proposal.reference}: {proposal.title}"
    assert proposal.answers["alternative"] in page.text
    assert page.follow("/reactie/").heading == proposal.title


def test_its_html_stands_in_a_sandbox_of_our_own_page(
    app: Flask, applicant: Applicant, visitor: Visitor
) -> None:
    applicant.has_sent()
    applicant.everyone.post_for("")
    frame = visitor.visit("/postbak").follow("Nieuw voorstel").soup.iframe
    assert frame is not None

    shown = app.test_client().get(str(frame["src"]))

    check_headers(shown)
    policy = shown.headers["Content-Security-Policy"]
    assert "script-src" not in policy, "so that default-src 'none' holds"
    assert "frame-ancestors 'self'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert frame["sandbox"] == ["allow-top-navigation-by-user-activation"]
    assert '<base target="_top">' in shown.get_data(as_text=True)


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_mail_that_is_not_due_cannot_be_opened_either(
    app: Flask, applicant: Applicant, bart: Coordinator, visitor: Visitor
) -> None:
    bart.has_replied(applicant.has_sent(), "already_allowed", room="Hier.")
    applicant.everyone.post_for("")
    waits = [mail.id for mail in mails(app) if mail.kind == "reply"]

    assert visitor.visit(f"/postbak/{waits[0]}").status == 404
    assert visitor.visit(f"/postbak/{waits[0]}/html").status == 404


@pytest.mark.settings(**PRODUCTION)
def test_in_production_it_does_not_exist(app: Flask, visitor: Visitor) -> None:
    for path in ("/postbak", "/postbak/1", "/postbak/1/html"):
        assert visitor.visit(path).status == 404
    assert "/postbak" not in visitor.visit("/").response.get_data(as_text=True)
