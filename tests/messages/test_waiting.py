"""A message of the applicant waits in the workspace until somebody answers it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.messages.write import ANSWER_DAYS, write
from regelruimte.replies.undo import undo
from regelruimte.store.models import Proposal, Reply
from regelruimte.workspace.waiting import waiting
from tests.people import Applicant, Coordinator, Everyone

pytestmark = pytest.mark.both_databases
ASKED = {"scope": "loose", "unclear": "Vanaf welk bedrag?"}


@pytest.fixture
def written(app: Flask, applicant: Applicant) -> Proposal:
    """A proposal about which its applicant wrote a message."""
    proposal = applicant.has_sent()
    with app.app_context():
        write(proposal, "Kunnen we bellen?", None, app.config["REGELRUIMTE"])
    return proposal


def waits(app: Flask) -> bool:
    with app.app_context():
        return "message" in {each.reason.key for each in waiting()}


def test_it_waits_until_the_day_by_which_we_want_to_answer(
    app: Flask, written: Proposal, bart: Coordinator
) -> None:
    bart.signs_in()

    with app.app_context():
        (found,) = [each for each in waiting() if each.reason.key == "message"]
    assert found.day == clock.add_working_days(clock.today(), ANSWER_DAYS)
    assert "Bericht van de indiener" in bart.browser.visit("/werkruimte").text
    assert f"uiterlijk op {clock.dutch_date(found.day)}" in bart.looks_at(written).text


def a_message(everyone: Everyone, proposal: Proposal) -> None:
    everyone.bart.writes("Ja, donderdag.")


def a_reply(everyone: Everyone, proposal: Proposal) -> None:
    everyone.rense.has_replied(proposal, "in_conversation", message="Bellen?")


def a_word_that_none_is_needed(everyone: Everyone, proposal: Proposal) -> None:
    everyone.bart.signs_in()
    page = everyone.bart.looks_at(proposal).press("Geen antwoord nodig")
    assert "Het bericht wacht niet meer op een antwoord." in page.text
    assert "Geen antwoord nodig" not in page.text


def withdrawing(everyone: Everyone, proposal: Proposal) -> None:
    page = everyone.applicant.opens_own_page().follow("Je voorstel intrekken")
    page.press("Trek je voorstel in", withdraw_it="yes")


@pytest.mark.parametrize("end", [a_message, a_reply, a_word_that_none_is_needed, withdrawing])
def test_it_waits_no_more_after(
    app: Flask,
    everyone: Everyone,
    written: Proposal,
    end: Callable[[Everyone, Proposal], None],
) -> None:
    assert waits(app)

    end(everyone, written)

    assert not waits(app)


def test_the_next_message_waits_again(app: Flask, everyone: Everyone, written: Proposal) -> None:
    a_message(everyone, written)

    everyone.applicant.writes("Donderdag kan ik toch niet.")

    assert waits(app)


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_reply_that_is_undone_answered_nothing(
    app: Flask, everyone: Everyone, written: Proposal
) -> None:
    a_reply(everyone, written)
    with app.app_context():
        undo(Reply.get(), everyone.config.coordinators[0], everyone.config)

    assert waits(app)


@pytest.mark.settings(UNDO_MINUTES=15)
def test_the_applicant_is_not_told_of_an_answer_that_can_still_be_undone(
    app: Flask, everyone: Everyone, applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "in_conversation", message="Bellen?")
    with clock.moved(timedelta(hours=1)):
        applicant.writes("Graag.")
        promised = applicant.page.text
        bart.has_replied(proposal, "declined", reason="too_broad", sentence="Te breed.")
        hidden = applicant.opens_own_page().text

    assert "We proberen je bericht uiterlijk op" in promised
    assert "We proberen je bericht uiterlijk op" in hidden


# A question that is open meanwhile


def test_who_wrote_since_the_question_is_not_closed_by_the_clock(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    bart.has_replied(applicant.has_sent(), "info_requested", **ASKED)
    before = applicant.opens_own_page().text
    after = applicant.writes("Dat lukt pas volgende maand.").text

    with clock.moved(timedelta(days=40)):
        app.test_cli_runner().invoke(args=["remind"])

    assert "anders sluiten we je voorstel" in before
    assert "anders sluiten we je voorstel" not in after
    assert applicant.stored.status == "info_requested"


def test_what_the_clock_closes_answers_no_message(app: Flask, applicant: Applicant) -> None:
    """Written before the question; nobody of us answered it."""
    proposal = applicant.has_sent()
    with app.app_context(), clock.moved(timedelta(hours=-1)):
        write(proposal, "Kunnen we bellen?", None, app.config["REGELRUIMTE"])
    applicant.everyone.bart.has_replied(proposal, "info_requested", **ASKED)
    assert not waits(app)

    with app.app_context():
        Reply.update(coordinator="").execute()

    assert waits(app)
