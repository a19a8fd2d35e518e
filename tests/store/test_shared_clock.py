"""Machines whose clocks differ share that of the database: no mail goes out twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from regelruimte import clock
from regelruimte.mail import outbox
from regelruimte.store import shared_clock
from regelruimte.store.db import database
from regelruimte.store.models import OutgoingMail, Reply
from tests.people import Applicant, Coordinator
from tests.visitor import Visitor

LEASE = timedelta(minutes=4)


def lives(monkeypatch: pytest.MonkeyPatch, ahead: timedelta) -> None:
    """Let this be a machine whose clock is so far ahead of all others; it has just started."""
    own = clock.machine
    monkeypatch.setattr(clock, "machine", lambda: own() + ahead)
    monkeypatch.setattr(clock, "_ahead", timedelta())
    signed_at = TimestampSigner.get_timestamp
    seconds = int(ahead.total_seconds())
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda it: signed_at(it) + seconds)
    monkeypatch.setattr(database.obj, "looks_at_clock", 0.0)


@pytest.mark.both_databases
def test_on_one_machine_it_is_our_own(app: Flask) -> None:
    with app.app_context(), clock.moved(timedelta(days=3)):
        assert abs(shared_clock.now() - clock.now()) < timedelta(seconds=5)
        assert not shared_clock.are_apart()


@pytest.mark.only_postgresql
def test_a_mailer_whose_clock_is_ahead_takes_no_mail_that_another_has(
    app: Flask, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant.has_sent()
    with app.app_context():
        assert outbox.claim(100, LEASE)
        lives(monkeypatch, timedelta(minutes=10))

        assert outbox.claim(100, LEASE) == []


@pytest.mark.only_postgresql
def test_mail_of_a_machine_whose_clock_is_ahead_waits_for_nothing(
    app: Flask, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as ahead:
        lives(ahead, timedelta(minutes=10))
        applicant.has_sent()

    with app.app_context():
        assert outbox.claim(100, LEASE)


@pytest.mark.only_postgresql
@pytest.mark.parametrize(
    ("seconds", "colour"), [(20, "green"), (-20, "green"), (40, "amber"), (-40, "amber")]
)
def test_health_is_amber_when_clocks_differ_by_over_half_a_minute(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, seconds: int, colour: str
) -> None:
    lives(monkeypatch, timedelta(seconds=seconds))

    health = visitor.client.get("/healthz", base_url=visitor.origin).get_json()

    assert health["status"] == colour


@pytest.mark.only_postgresql
@pytest.mark.parametrize("ahead", [timedelta(seconds=5), timedelta(minutes=10)])
def test_who_signed_in_at_a_machine_whose_clock_is_ahead_is_in_at_the_others(
    bart: Coordinator, monkeypatch: pytest.MonkeyPatch, ahead: timedelta
) -> None:
    with monkeypatch.context() as machine:
        lives(machine, ahead)
        home = bart.signs_in()

    assert bart.browser.visit("/werkruimte").heading == home.heading


@pytest.mark.only_postgresql
def test_a_sign_in_lasts_as_long_on_a_machine_whose_clock_is_ahead(
    bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = bart.signs_in()
    lives(monkeypatch, timedelta(hours=13))

    assert bart.browser.visit("/werkruimte").heading == home.heading


@pytest.mark.only_postgresql
@pytest.mark.settings(UNDO_MINUTES=15)
@pytest.mark.parametrize("ahead", [timedelta(minutes=10), -timedelta(minutes=10)])
def test_undo_time_is_as_long_on_a_machine_with_another_clock(
    app: Flask,
    applicant: Applicant,
    bart: Coordinator,
    monkeypatch: pytest.MonkeyPatch,
    ahead: timedelta,
) -> None:
    proposal = applicant.has_sent()
    with monkeypatch.context() as machine:
        lives(machine, ahead)
        bart.has_replied(proposal, "already_allowed", room="Hier.")

    with app.app_context():
        ends = clock.now() + timedelta(minutes=15)
        mails = OutgoingMail.select().where(OutgoingMail.reply.is_null(False))
        waits_until = [Reply.get().visible_at, *(mail.not_before for mail in mails)]
    assert len(waits_until) > 1
    assert all(abs(each - ends) < timedelta(seconds=30) for each in waits_until)
