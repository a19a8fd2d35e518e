"""Every kind of mail has its templates, is sent by something, and is a proper mail."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import ROOT
from regelruimte.demo.pilots import bring_to
from regelruimte.mail.kinds import KINDS, MailKind
from regelruimte.store.models import Proposal, Reply
from tests.cards import asks, three_send, writes
from tests.people import Everyone
from tests.postoffice import Letter
from tests.stored import mails

pytestmark = pytest.mark.smtp

TO_APPLICANTS = {kind.key for kind in KINDS if kind.answerable}
Sent = dict[str, Letter]


@pytest.mark.parametrize("part", ["txt", "html"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_kind_has_both_templates(kind: MailKind, part: str) -> None:
    assert (ROOT / "templates" / "mail" / f"{kind.key}.{part}").is_file()


def test_no_template_belongs_to_no_kind() -> None:
    found = {path.stem for path in (ROOT / "templates" / "mail").iterdir()}

    assert {name for name in found if not name.startswith("_")} - {"layout"} == {
        kind.key for kind in KINDS
    }


@pytest.fixture(scope="module")
def once() -> Sent:
    """What was sent, for all tests here: they only read it."""
    return {}


@pytest.fixture
def everything(app: Flask, everyone: Everyone, once: Sent) -> Sent:
    """Whatever makes the site send mail has happened; a letter of each kind that was seen."""
    if not once:
        once.update(_all_that_is_sent(app, everyone))
    return once


def _all_that_is_sent(app: Flask, everyone: Everyone) -> Sent:
    for happening in (
        _sends,
        _asks_and_answers,
        _undoes,
        _is_late,
        _leaves,
        _forgets,
        _works,
        _tries,
        _comes_in_a_flood,
        _may_be_told_of,
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


def _comes_in_a_flood(everyone: Everyone) -> None:
    proposal = everyone.applicant.has_sent()
    with everyone.app.app_context():
        Proposal.update(alert_waits=True).where(Proposal.id == proposal.id).execute()


def _may_be_told_of(everyone: Everyone) -> None:
    with everyone.app.app_context():
        asks(everyone, writes(everyone, three_send(everyone.applicant)))


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
    for number, status in ((1, "running"), (6, "preparing")):
        proposal = applicant.takes(number).has_sent()
        form = {"form": "doe_tank", "duration_months": 3, "conditions": ""}
        bart.has_replied(proposal, "approved", **form)
        with everyone.app.app_context():
            bring_to(status, Proposal.get_by_id(proposal.id), everyone.config)
    with clock.moved(timedelta(days=130)):
        everyone.app.test_cli_runner().invoke(args=["remind"])
        everyone.post_for("")


def test_every_kind_is_sent_by_something(everything: Sent) -> None:
    assert set(everything) == {kind.key for kind in KINDS}


def test_every_mail_has_plain_text_first_and_html_beside_it(everything: Sent) -> None:
    for letter in everything.values():
        parts = [part.get_content_type() for part in letter.message.walk()]
        assert parts[1:4] == ["multipart/alternative", "text/plain", "text/html"]


def test_only_an_appointment_has_a_file_with_it(everything: Sent) -> None:
    files = {
        kind: [part.get_filename() for part in letter.message.iter_attachments()]
        for kind, letter in everything.items()
    }

    assert {kind: names for kind, names in files.items() if any(names)} == {
        "appointment": ["gesprek.ics"],
        "appointment_ended": ["gesprek.ics"],
    }


def test_every_mail_says_that_a_machine_sent_it(everything: Sent) -> None:
    assert {letter.message["Auto-Submitted"] for letter in everything.values()} == {
        "auto-generated"
    }


def test_every_mail_has_an_identity_of_its_own_on_our_host(everything: Sent) -> None:
    ids = [letter.message["Message-ID"] for letter in everything.values()]

    assert len(set(ids)) == len(KINDS)
    assert all(re.fullmatch(r"<[0-9a-f]{32}@127\.0\.0\.1>", found) for found in ids)


def test_every_mail_comes_from_the_site(everything: Sent) -> None:
    assert {letter.message["From"] for letter in everything.values()} == {
        "Regelruimte <regelruimte@127.0.0.1>"
    }


def test_only_applicants_can_answer_and_then_both_coordinators_read_it(everything: Sent) -> None:
    answered = {kind: letter.message["Reply-To"] for kind, letter in everything.items()}

    assert {kind for kind, reply_to in answered.items() if reply_to} == TO_APPLICANTS
    assert {answered[kind] for kind in TO_APPLICANTS} == {
        "Bart Krull <b.krull@imi.nu>, Rense Bos <r.bos@imi.nu>"
    }


def test_every_mail_holds_one_link_to_the_site(everything: Sent) -> None:
    # Of what was erased there is nothing left to see; the warning is a mail nobody asked for.
    without = {"erased", "ending"}
    assert [everything[kind].links for kind in without] == [[], []]
    for letter in (everything[kind] for kind in everything.keys() - without):
        assert letter.link.startswith("http://127.0.0.1:8000/")
        assert letter.html.count("<a ") == 1
        assert f'href="{letter.link}"' in letter.html


def test_an_applicant_reads_at_once_whose_mail_it_is(everything: Sent) -> None:
    for letter in (everything[kind] for kind in TO_APPLICANTS):
        assert "Regelruimte" in letter.subject
        for part in (letter.text, letter.html):
            assert "Dit is een mail van Regelruimte, een oproep van BZK en de vakbonden." in part


def test_both_parts_end_with_how_to_reach_us(everything: Sent) -> None:
    for letter in everything.values():
        for part in (letter.text, letter.html):
            assert "Bart Krull, 06-41838941" in part
            assert "Rense Bos, 06-44548828" in part


def test_both_parts_say_the_same(everything: Sent) -> None:
    for letter in everything.values():
        html = re.sub(r"<title>.*?</title>|<[^>]+>", " ", letter.html)
        words = set(re.findall(r"RR-[\w-]+|\d+ \w+ 20\d\d|werkdagen|dagen", letter.text))
        assert words == set(re.findall(r"RR-[\w-]+|\d+ \w+ 20\d\d|werkdagen|dagen", html))
