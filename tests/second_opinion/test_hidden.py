"""Nothing shows of a reply before it counts: not to its applicant, not in figures, not in mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Policy
from regelruimte.second_opinion.lapse import lapse
from regelruimte.store.models import Proposal, Reply
from tests.people import Applicant, Coordinator
from tests.second_opinion.conftest import REASON
from tests.stored import dump, mails
from tests.visitor import Visitor

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.settings(DECISION_POLICY="both", UNDO_MINUTES=15),
]
CANARY, OBJECTION = "Kanariegeel", "Spechtzwart is anders."
OWN_PAGES = ("", "/downloaden", "/afdrukken", "/samenvatting", "/bericht", "/pilot", "/aanvulling")
PUBLIC = ("/cijfers", "/cijfers/2026-4")
POLICIES = pytest.mark.parametrize("policy", [Policy.BOTH, Policy.OBJECTION])


def all_that_an_applicant_sees(applicant: Applicant, path: str) -> dict[str, str]:
    """Return the pages of this address, with their status; what differs by the link left out."""
    found = {}
    for place in OWN_PAGES:
        answer = applicant.visitor.client.get(f"{path}{place}", follow_redirects=True)
        found[place] = f"{answer.status_code} {answer.get_data(as_text=True)}"
    for place in PUBLIC:
        found[place] = Visitor(applicant.everyone.app).client.get(place).get_data(as_text=True)
    return found


def decides(bart: Coordinator, proposal: Proposal, policy: Policy, key: str) -> None:
    bart.everyone.config = replace(bart.everyone.config, decision_policy=policy)
    approval = {"pilot_form": "doe_tank", "duration_months": 6, "conditions": CANARY}
    bart.has_replied(proposal, key, **(approval if key == "approved" else REASON))


@POLICIES
@pytest.mark.parametrize("key", ["approved", "declined"])
def test_the_applicant_sees_the_same_as_long_as_it_waits(
    app: Flask, applicant: Applicant, sent: Proposal, bart: Coordinator, policy: Policy, key: str
) -> None:
    path = applicant.opens_own_page().path
    before, stored = all_that_an_applicant_sees(applicant, path), dump(app)["Proposal"]

    decides(bart, sent, policy, key)

    assert dump(app)["Proposal"] == stored
    assert all_that_an_applicant_sees(applicant, path) == before
    assert CANARY not in "".join(before.values())
    assert [m.kind for m in mails(app) if m.recipient == applicant.email] == ["receipt"]


@POLICIES
def test_an_objection_shows_nowhere_ever(
    app: Flask,
    applicant: Applicant,
    sent: Proposal,
    bart: Coordinator,
    rense: Coordinator,
    policy: Policy,
) -> None:
    path = applicant.opens_own_page().path
    before = all_that_an_applicant_sees(applicant, path)
    decides(bart, sent, policy, "declined")
    page = rense.opens_the_link()
    page.press("Stuur je oordeel", judgement="disagree", objection=OBJECTION)

    assert all_that_an_applicant_sees(applicant, path) == before
    with clock.moved(timedelta(days=9)), app.app_context():
        assert lapse(bart.everyone.config) == 0
    assert applicant.stored.status == "submitted"
    assert all(
        word not in mail.subject + mail.text + mail.html
        for mail in mails(app)
        for word in (CANARY, OBJECTION)
    )


@POLICIES
def test_between_counting_and_showing_it_is_hidden_as_any_reply(
    app: Flask,
    applicant: Applicant,
    sent: Proposal,
    bart: Coordinator,
    rense: Coordinator,
    policy: Policy,
) -> None:
    path = applicant.opens_own_page().path
    decides(bart, sent, policy, "declined")
    rense.opens_the_link().press("Stuur je oordeel", judgement="agree")

    own = applicant.visitor.visit(path)
    assert "Status: Ontvangen" in own.text
    assert CANARY not in own.text
    with clock.moved(timedelta(minutes=16)):
        assert CANARY in applicant.visitor.visit(path).text
        letters = [letter.subject for letter in applicant.everyone.post_for(applicant.email)]
    assert letters[-1] == "Reactie van Regelruimte"


def test_what_somebody_wrote_meanwhile_is_not_answered_by_a_reply_from_before(
    app: Flask, applicant: Applicant, asked: Proposal, rense: Coordinator
) -> None:
    applicant.writes("Ik weet nog iets.")
    letters = rense.everyone.post_for(rense.email)
    link = next(letter.link for letter in letters if "vraagt jouw oordeel" in letter.subject)

    rense.visitor.visit(link).press("Stuur je oordeel", judgement="agree")
    rense.signs_in()

    assert "Ik weet nog iets." in rense.looks_at(asked).text
    assert "De indiener schreef. Antwoord" in rense.looks_at(asked).text
    with app.app_context():
        assert Reply.get().given_at is not None
