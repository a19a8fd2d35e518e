"""Machines whose clocks differ share that of the database: no mail goes out twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.mail import outbox
from regelruimte.store import shared_clock
from tests.people import Applicant
from tests.visitor import Visitor

LEASE = timedelta(minutes=4)


def lives(monkeypatch: pytest.MonkeyPatch, ahead: timedelta) -> None:
    """Let this be a machine whose clock is so far ahead of all others."""
    own, difference = clock.now, clock.ahead_of_ours
    monkeypatch.setattr(clock, "now", lambda: own() + ahead)
    monkeypatch.setattr(clock, "ahead_of_ours", lambda theirs: difference(theirs) - ahead)


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
