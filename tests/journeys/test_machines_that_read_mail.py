"""Only people act: whatever a machine does with a mailed link, nothing changes and it still works.

The mailbox page is left out: in production it does not exist, and it links to everybody's pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from regelruimte.config import Policy
from regelruimte.demo.pilots import bring_to
from regelruimte.proposals.questions import ABOUT_YOU_STEP, RULE_STEP
from regelruimte.store.models import Proposal
from tests.people import Applicant, Everyone
from tests.robot import Robot
from tests.stored import dump
from tests.visitor import Visitor

Prepared = Callable[[Everyone], str]  # what happened before; returns the mailed link


def a_half_written_draft(everyone: Everyone) -> str:
    everyone.applicant.has_written(until="over-jou")
    page = everyone.applicant.opens("later")
    page.press("Mail mij de link", resume_email=everyone.applicant.email)
    return everyone.applicant.reads_mail().link


def a_draft_with_a_sign_that_cannot_be_shown(everyone: Everyone) -> str:
    everyone.applicant.has_written(until="over-jou", rule_source="Inkoopbeleid\u202e")
    page = everyone.applicant.opens("later")
    page.press("Mail mij de link", resume_email=everyone.applicant.email)
    return everyone.applicant.reads_mail().link


def a_draft_whose_month_has_passed(everyone: Everyone) -> str:
    everyone.applicant.has_written(start_month="2020-01")
    everyone.applicant.opens("later").press("Mail mij de link", where="known")
    return everyone.applicant.reads_mail().link


def a_finished_draft(everyone: Everyone) -> str:
    everyone.applicant.has_written()
    everyone.applicant.opens("later").press("Mail mij de link", where="known")
    return everyone.applicant.reads_mail().link


def what_a_coordinator_entered(everyone: Everyone) -> str:
    everyone.bart.has_asked_for_yes()
    return everyone.applicant.reads_mail().link


def what_was_entered_and_opened(everyone: Everyone) -> str:
    link = what_a_coordinator_entered(everyone)
    everyone.applicant.visitor.visit(link).press("Verder", it_is_me="yes")
    return link


def a_sent_draft(everyone: Everyone) -> str:
    link = a_finished_draft(everyone)
    everyone.applicant.opens()
    everyone.applicant.sends()
    return link


def an_alert(everyone: Everyone) -> str:
    everyone.applicant.has_sent()
    return everyone.bart.reads_mail().link


def an_alert_of_an_older_text(everyone: Everyone) -> str:
    link = an_alert(everyone)
    asked = {"scope": "chosen", "unclear_questions": ["measure"], "unclear": "Wat tel je?"}
    everyone.bart.has_replied(everyone.applicant.stored, "info_requested", **asked)
    page = everyone.applicant.opens_own_page().follow("Beantwoord onze vraag")
    page.press("Verstuur je antwoord", measure="Het aantal handtekeningen.", ready="yes")
    return link


def a_confidential_alert(everyone: Everyone) -> str:
    everyone.applicant.takes(9).has_sent()
    return everyone.rense.reads_mail().link


def an_alert_with_a_prepared_reply(everyone: Everyone) -> str:
    link = an_alert(everyone)
    everyone.bart.opens_the_link()
    everyone.bart.prepares("Sluiten zonder pilot", reason="too_broad", sentence="Te breed.")
    return link


def a_notice(everyone: Everyone) -> str:
    everyone.bart.has_replied(everyone.applicant.has_sent(), "in_conversation", message="Bel me.")
    return everyone.rense.reads_mail().link


def a_question_to_a_second(everyone: Everyone) -> str:
    as_usual = everyone.config
    everyone.config = replace(as_usual, decision_policy=Policy.BOTH)
    reason = {"reason": "too_broad", "sentence": "Te breed."}
    everyone.bart.has_replied(everyone.applicant.has_sent(), "declined", **reason)
    everyone.config = as_usual
    return everyone.rense.reads_mail().link


def a_receipt(everyone: Everyone) -> str:
    everyone.applicant.has_sent()
    return everyone.applicant.reads_mail().link


def a_confidential_receipt(everyone: Everyone) -> str:
    everyone.applicant.takes(9).has_sent()
    return everyone.applicant.reads_mail().link


def a_receipt_that_was_opened(everyone: Everyone) -> str:
    everyone.applicant.has_sent()
    everyone.applicant.opens_own_page()
    return everyone.applicant.reads_mail().link


def a_question(scope: str) -> Prepared:
    """Return what has the applicant asked for words, for some answers, or for all of a pilot."""

    def prepared(everyone: Everyone) -> str:
        proposal = everyone.applicant.has_sent()
        everyone.applicant.opens_own_page()
        chosen = ["alternative", "measure"] if scope == "chosen" else []
        asked = {"scope": scope, "unclear_questions": chosen, "unclear": "Hoe dan?"}
        everyone.bart.has_replied(proposal, "info_requested", **asked)
        return everyone.applicant.reads_mail().link

    return prepared


def a_pilot(status: str) -> Prepared:
    """Return what brings a pilot into this status, its applicant's link opened."""

    def prepared(everyone: Everyone) -> str:
        proposal = everyone.applicant.has_sent()
        form = {"pilot_form": "doe_tank", "duration_months": 6, "conditions": ""}
        everyone.bart.has_replied(proposal, "approved", **form)
        with everyone.app.app_context():
            bring_to(status, Proposal.get_by_id(proposal.id), everyone.config)
        everyone.applicant.opens_own_page()
        return f"{everyone.applicant.reads_mail().link}/pilot"

    return prepared


SENDING = ABOUT_YOU_STEP.title
LINKS: dict[str, tuple[Prepared, str]] = {
    "half-written draft": (a_half_written_draft, SENDING),
    "draft with a sign that cannot be shown": (
        a_draft_with_a_sign_that_cannot_be_shown,
        RULE_STEP.title,
    ),
    "draft whose month has passed": (a_draft_whose_month_has_passed, SENDING),
    "finished draft": (a_finished_draft, SENDING),
    "what a coordinator entered": (what_a_coordinator_entered, "Ben jij dit?"),
    "what was entered and opened": (what_was_entered_and_opened, "Klopt dit?"),
    "sent draft": (a_sent_draft, "Je voorstel is verstuurd"),
    "alert": (an_alert, "Eén handtekening bij kleine aankopen"),
    "alert of an older text": (an_alert_of_an_older_text, "Eén handtekening bij kleine aankopen"),
    "confidential alert": (a_confidential_alert, "Sneller samen overleggen over een gezin"),
    "alert with a prepared reply": (
        an_alert_with_a_prepared_reply,
        "Eén handtekening bij kleine aankopen",
    ),
    "notice": (a_notice, "Eén handtekening bij kleine aankopen"),
    "question to a second": (a_question_to_a_second, "Eén handtekening bij kleine aankopen"),
    "receipt": (a_receipt, "Ben jij dit?"),
    "confidential receipt": (a_confidential_receipt, "Ben jij dit?"),
    "receipt that was opened": (a_receipt_that_was_opened, "Eén handtekening bij kleine aankopen"),
    "question": (a_question("loose"), "Eén handtekening bij kleine aankopen"),
    "question for some answers": (a_question("chosen"), "Eén handtekening bij kleine aankopen"),
    "question for all of a pilot": (a_question("all"), "Eén handtekening bij kleine aankopen"),
    "pilot to agree on": (a_pilot("preparing"), "Pilot: Eén handtekening bij kleine aankopen"),
    "pilot that runs": (a_pilot("running"), "Pilot: Eén handtekening bij kleine aankopen"),
    "pilot to measure": (a_pilot("evaluating"), "Pilot: Eén handtekening bij kleine aankopen"),
}
each_link = pytest.mark.parametrize(("prepared", "heading"), LINKS.values(), ids=LINKS)


@each_link
def test_asking_for_a_link_changes_nothing(
    app: Flask, everyone: Everyone, prepared: Prepared, heading: str
) -> None:
    link = prepared(everyone)
    before = dump(app)

    statuses = Robot(app).knocks(link)

    assert all(200 <= status < 400 for status in statuses), statuses
    assert dump(app) == before
    assert Visitor(app).visit(link).heading == heading


@each_link
def test_submitting_every_form_as_it_is_found_changes_nothing(
    app: Flask, everyone: Everyone, prepared: Prepared, heading: str
) -> None:
    link = prepared(everyone)
    before = dump(app)
    robot = Robot(app)

    robot.goes_through(link)

    assert robot.sent > 0 or prepared is a_receipt_that_was_opened
    assert dump(app) == before
    assert Visitor(app).visit(link).heading == heading


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_reply_that_can_be_undone_is_not_undone_by_a_machine(
    app: Flask, everyone: Everyone
) -> None:
    everyone.bart.has_replied(everyone.applicant.has_sent(), "already_allowed", room="Hier.")
    link = everyone.rense.reads_mail().link
    before = dump(app)
    robot = Robot(app)

    robot.goes_through(link)

    assert robot.sent > 0
    assert dump(app) == before
    assert "Maak deze reactie ongedaan" in Visitor(app).visit(link).text


def test_the_robot_would_be_noticed(app: Flask, applicant: Applicant) -> None:
    """Had a form a chosen answer, this is how it would show."""
    page = applicant.has_written()
    before = dump(app)

    page.press("Verstuur je", address_is_right="yes")

    assert dump(app) != before
