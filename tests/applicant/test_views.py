"""The applicant's own page: how it stands, and what was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from tests.people import Applicant, Coordinator
from tests.stored import dump

FEW_MINUTES = timedelta(minutes=14)
QUARTER = timedelta(minutes=16)


def own_page(applicant: Applicant) -> str:
    """Return the address of the own page, reached from where the proposal was sent."""
    return applicant.opens().press("Ga verder", what_now="no").path


def test_the_page_tells_how_it_stands(applicant: Applicant) -> None:
    proposal = applicant.has_sent()

    page = applicant.visitor.visit(own_page(applicant))

    assert "Status: Ontvangen" in page.text
    assert f"uiterlijk op {clock.dutch_date(proposal.reply_due)}" in page.text
    assert proposal.reference in page.text


def test_the_page_shows_all_that_was_sent(applicant: Applicant) -> None:
    proposal = applicant.has_sent()

    text = applicant.visitor.visit(own_page(applicant)).soup.get_text()

    assert [entry for entry in proposal.record if entry["text"] not in text] == []


def test_the_title_in_the_tab_tells_nothing(applicant: Applicant) -> None:
    applicant.has_sent()

    page = applicant.visitor.visit(own_page(applicant))

    assert page.soup.title.get_text() == "Hoe het ervoor staat - Regelruimte"


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_reply_shows_only_when_it_can_no_longer_be_undone(
    applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    own = own_page(applicant)
    bart.has_replied(proposal, "already_allowed", room="Artikel 7:3 laat dit toe.")

    with clock.moved(FEW_MINUTES):
        early = applicant.visitor.visit(own)
    with clock.moved(QUARTER):
        late = applicant.visitor.visit(own)

    assert "Status: Ontvangen" in early.text
    assert "Artikel 7:3" not in early.response.get_data(as_text=True)
    assert "Status: Het mag al" in late.text
    assert "Artikel 7:3 laat dit toe." in late.text


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_reply_is_mailed_only_when_it_can_no_longer_be_undone(
    applicant: Applicant, bart: Coordinator
) -> None:
    bart.has_replied(applicant.has_sent(), "already_allowed", room="Hier.")

    with clock.moved(FEW_MINUTES):
        assert applicant.reads_mail().subject == "Regelruimte heeft je bericht ontvangen"
    with clock.moved(QUARTER):
        assert applicant.reads_mail().subject == "Reactie van Regelruimte"


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_question_cannot_be_answered_before_it_shows(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    own = own_page(applicant)
    asked = {"unclear_questions": ["measure"], "unclear": "Wat tel je?"}
    bart.has_replied(proposal, "info_requested", **asked)
    before = dump(app)

    with clock.moved(FEW_MINUTES):
        answers = {"measure": "Te vroeg", "ready": "yes"}
        page = applicant.visitor.submit("POST", f"{own}/aanvulling", answers)

    assert page.path == own
    assert dump(app) == before


@pytest.mark.parametrize(
    ("key", "answers", "label"),
    [
        ("in_conversation", {"message": "Bel me."}, "In gesprek"),
        ("approved", {"pilot_form": "doe_tank", "duration_months": 6}, "Pilot goedgekeurd"),
        ("already_allowed", {"room": "Hier."}, "Het mag al"),
        ("referred", {"to": "De minister", "why": "Die gaat erover."}, "Doorverwezen"),
        ("declined", {"reason": "too_broad", "sentence": "Te breed."}, "Gesloten zonder pilot"),
    ],
)
def test_each_reply_shows_with_its_words(
    applicant: Applicant,
    bart: Coordinator,
    key: str,
    answers: dict[str, object],
    label: str,
) -> None:
    bart.has_replied(applicant.has_sent(), key, **answers)

    page = applicant.visitor.visit(own_page(applicant))

    assert f"Status: {label}" in page.text
    assert list(answers.values())[-1] == 6 or str(list(answers.values())[-1]) in page.text
    assert "Onze reactie is geen besluit." in page.text
    assert ("Begin pas als je toestemming hebt." in page.text) is (key == "approved")


def test_there_is_nothing_to_add_while_nobody_asks(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    own = own_page(applicant)
    before = dump(app)

    page = applicant.visitor.submit("POST", f"{own}/aanvulling", {"ready": "yes", "measure": "x"})

    assert page.path == own
    assert dump(app) == before


def test_saying_who_one_is_behind_an_open_door_changes_nothing(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_sent()
    own = own_page(applicant)
    before = dump(app)

    page = applicant.visitor.submit("POST", own, {"it_is_me": "no"})

    assert page.path == own
    assert dump(app) == before
