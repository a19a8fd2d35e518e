"""A clock that jumps is not trusted with what cannot be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.maintenance.jobs import JOBS, retention
from regelruimte.store.heartbeat import is_steady
from regelruimte.store.models import Heartbeat, Proposal
from tests.at_once import at_once
from tests.people import Applicant
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def steady_after(**time: float) -> bool:
    with clock.moved(timedelta(**time)):
        return is_steady()


def test_after_a_day_without_a_jump_it_is_trusted() -> None:
    assert [steady_after(hours=hours) for hours in (0, 1, 23, 24, 25)] == [
        False,
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("days", [-400, -1, 9, 4000])
def test_after_a_jump_it_must_prove_itself_again(days: int) -> None:
    steady_after(hours=0)
    assert steady_after(hours=24)

    assert not steady_after(days=1 + days)
    assert not steady_after(days=1 + days, hours=23)
    assert steady_after(days=1 + days, hours=24)


def test_a_week_of_rest_is_no_jump() -> None:
    steady_after(hours=0)

    assert steady_after(days=6)


def test_a_clock_that_is_years_ahead_for_an_hour_erases_nothing(
    applicant: Applicant, config: Config
) -> None:
    applicant.has_written(until="idee")
    for hours in (0, 24, 24 + 10 * 365 * 24, 25 + 10 * 365 * 24):
        with clock.moved(timedelta(hours=hours)):
            for chore in JOBS:
                chore(config)

    assert Proposal.select().count() == 1


def test_two_mailers_whose_clocks_differ_do_not_stop_removal() -> None:
    for hours in range(26):
        steady_after(hours=hours, seconds=30)
        last = steady_after(hours=hours)

    assert last


def test_two_mailers_that_begin_together_note_one_time(app: Flask) -> None:
    def beats() -> None:
        with app.app_context():
            is_steady()

    at_once(*[beats] * 4)

    assert Heartbeat.select().count() == 1


def test_it_is_told_when_removal_ran_last_and_that_it_stands_still(
    app: Flask, visitor: Visitor, config: Config
) -> None:
    retention(config)
    health = visitor.visit("/healthz").response.get_json()
    assert health["status"] == "green"
    assert datetime.fromisoformat(health["removal"]) <= clock.now()
    assert "removal ran last: 2" in app.test_cli_runner().invoke(args=["mail", "status"]).output

    with clock.moved(timedelta(days=3)):
        assert visitor.visit("/healthz").response.get_json()["status"] == "amber"
        retention(config)
        assert visitor.visit("/healthz").response.get_json()["status"] == "green"
