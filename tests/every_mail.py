"""All that makes the site send mail happens: a letter of each kind there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import Flask

from regelruimte import clock
from regelruimte.config import Policy
from regelruimte.demo.pilots import bring_to
from regelruimte.store.models import Proposal, Reply
from tests import introducing
from tests.cards import asks, three_send, writes
from tests.consenting import manager_with
from tests.daytime import until_noon
from tests.people import Everyone
from tests.pilots.test_life import Pair
from tests.postoffice import Letter
from tests.reading_along import Lawyer, lets_read
from tests.stored import mails

Sent = dict[str, Letter]


def all_that_is_sent(app: Flask, everyone: Everyone) -> Sent:
    """Let it all happen; return a letter of each kind, by the key of its kind."""
    for happening in (
        _sends,
        _asks_and_answers,
        _write_each_other,
        _undoes,
        _asks_a_second,
        _is_late,
        _leaves,
        _forgets,
        _works,
        _tries,
        _enters_for_somebody,
        _lets_read,
        _asks_for_consent,
        _may_be_told_of,
        _may_meet,
        _comes_in_a_flood,
    ):
        happening(everyone)
        everyone.post_for("")
    with clock.moved(timedelta(days=15)):
        everyone.post_for("")
    by_id = {letter.message["Message-ID"]: letter for letter in everyone.post_office.letters}
    return {mail.kind: by_id[mail.message_id] for mail in mails(app) if mail.message_id in by_id}


def _sends(everyone: Everyone) -> None:
    applicant = everyone.applicant
    applicant.takes(7).has_sent()
    applicant.takes(9).has_sent()
    applicant.takes(1).has_written()
    applicant.opens("later").press("Mail mij de link", where="known")
    applicant.opens()
    applicant.sends()


def _asks_and_answers(everyone: Everyone) -> None:
    applicant, bart = everyone.applicant, everyone.bart
    asked = {"unclear_questions": ["measure"], "unclear": "Wat tel je?"}
    bart.has_replied(applicant.stored, "info_requested", **asked)
    applicant.opens_own_page().follow("Beantwoord onze vraag").press(
        "Verstuur je antwoord", measure="De doorlooptijd.", ready="yes"
    )
    talk = {"message": "Bel me.", "moment": f"{clock.today().year + 1}-03-01T10:00"}
    bart.has_replied(applicant.stored, "in_conversation", **talk)
    bart.has_replied(applicant.stored, "info_requested", **asked)
    other = applicant.has_sent()
    bart.has_replied(other, "in_conversation", **talk)
    bart.has_replied(other, "already_allowed", room="Hier.")
    for days in (15, 29):
        with clock.moved(timedelta(days=days)):
            everyone.app.test_cli_runner().invoke(args=["remind"])


def _undoes(everyone: Everyone) -> None:
    proposal = everyone.applicant.has_sent()
    everyone.bart.has_replied(proposal, "already_allowed", room="Hier.")
    with everyone.app.app_context():
        later = clock.now() + timedelta(minutes=9)
        Reply.update(visible_at=later).where(Reply.proposal == proposal).execute()
    everyone.rense.opens_the_link()
    page = everyone.rense.page.follow("Maak deze reactie ongedaan")
    page.press("Maak ongedaan", undo_it="undo")


def _asks_a_second(everyone: Everyone) -> None:
    as_usual = everyone.config
    everyone.config = replace(as_usual, decision_policy=Policy.BOTH)
    proposal = everyone.applicant.has_sent()
    everyone.bart.has_replied(proposal, "declined", reason="too_broad", sentence="Te breed.")
    everyone.config = as_usual
    page = everyone.rense.opens_the_link()
    with clock.moved(timedelta(days=4)):
        everyone.app.test_cli_runner().invoke(args=["remind"])
        everyone.post_for("")
    page.press("Stuur je oordeel", judgement="disagree", objection="Te kort.")


def _comes_in_a_flood(everyone: Everyone) -> None:
    proposal = everyone.applicant.has_sent()
    with everyone.app.app_context():
        Proposal.update(alert_waits=True).where(Proposal.id == proposal.id).execute()


def _is_late(everyone: Everyone) -> None:
    with clock.moved(timedelta(days=-30)):
        everyone.applicant.has_sent()
    everyone.app.test_cli_runner().invoke(args=["remind"])


def _leaves(everyone: Everyone) -> None:
    everyone.applicant.has_sent()
    page = everyone.applicant.opens_own_page().follow("Je voorstel intrekken")
    page.press("Trek je voorstel in", withdraw_it="yes")
    everyone.applicant.has_sent()
    page = everyone.applicant.opens_own_page().follow("Alles wissen")
    page.press("Wis alles", erase_it="yes")


def _forgets(everyone: Everyone) -> None:
    applicant = everyone.applicant
    page = applicant.visitor.visit("/nieuwe-link")
    page.press("Mail mij een nieuwe link", email=applicant.email)
    with clock.moved(timedelta(days=-54)):
        applicant.has_written()
    everyone.app.test_cli_runner().invoke(args=["retention"])


def _works(everyone: Everyone) -> None:
    everyone.bart.signs_in()
    page = everyone.bart.looks_at(everyone.applicant.has_sent())
    page = page.press("Opslaan", handler=everyone.rense.email)
    page.press("Mail voortaan", new_address="ander@voorbeeld.example")


def _tries(everyone: Everyone) -> None:
    applicant, bart = everyone.applicant, everyone.bart
    other = applicant.takes(4).has_sent()
    for number, status in ((1, "running"), (6, "preparing"), (3, "closed")):
        proposal = applicant.takes(number).has_sent()
        form = {"pilot_form": "doe_tank", "duration_months": 3, "conditions": ""}
        bart.has_replied(proposal, "approved", **form)
        with everyone.app.app_context():
            same = Proposal.id.in_([proposal.id, other.id])
            Proposal.update(same_rule="x").where(same).execute()
            bring_to(status, Proposal.get_by_id(proposal.id), everyone.config)
    for days in (130, 300):
        with clock.moved(timedelta(days=days) + until_noon()):  # no weekly mail goes by night
            everyone.app.test_cli_runner().invoke(args=["remind"])
            everyone.post_for("")


def _enters_for_somebody(everyone: Everyone) -> None:
    applicant = everyone.applicant
    everyone.bart.has_asked_for_yes(email="iemand@voorbeeld.example")
    link = everyone.post_for("iemand@voorbeeld.example")[-1].link
    page = applicant.visitor.visit(link).press("Verder", it_is_me="yes")
    page.press("Verder", send_it="no")
    everyone.bart.has_asked_for_yes(email="ander@voorbeeld.example")


def _lets_read(everyone: Everyone) -> None:
    everyone.bart.signs_in()
    lets_read(everyone.bart, everyone.applicant.takes(9).has_sent())
    everyone.post_for("")
    lawyer = Lawyer(everyone)
    lets_read(everyone.bart, everyone.applicant.takes(1).has_sent())
    page = lawyer.comes_in()
    page.press("Stuur je opmerking", reader_remark="Het mag.", remark_ready="yes")


def _asks_for_consent(everyone: Everyone) -> None:
    manager_with(Pair(everyone.applicant.takes(1), everyone.bart)).answers()


def _write_each_other(everyone: Everyone) -> None:
    everyone.applicant.has_sent()
    everyone.applicant.writes("Kunnen we bellen?")
    everyone.bart.writes("Dat kan morgen.")


def _may_be_told_of(everyone: Everyone) -> None:
    with everyone.app.app_context():
        asks(everyone, writes(everyone, three_send(everyone.applicant)))


def _may_meet(everyone: Everyone) -> None:
    with everyone.app.app_context():
        introducing.asks(everyone, introducing.two(everyone))
        with clock.moved(introducing.AFTER_FIRST):
            introducing.ends(everyone)
