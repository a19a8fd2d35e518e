"""The mailbox page of a development site."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from tests.people import Applicant, Coordinator
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


@pytest.mark.settings(**PRODUCTION)
def test_in_production_it_does_not_exist(app: Flask, visitor: Visitor) -> None:
    assert visitor.visit("/postbak").status == 404
    assert "/postbak" not in visitor.visit("/").response.get_data(as_text=True)
