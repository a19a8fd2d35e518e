"""Counting in the database: exact within any hour, for each by itself, and soon forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.limits import count
from regelruimte.limits.count import Limit, take
from tests.at_once import at_once
from tests.stored import dump

pytestmark = [pytest.mark.both_databases, pytest.mark.settings(RATELIMIT_ENABLED=1)]
TEA = Limit("tea", an_hour=3, a_day=5)


def drinks(app: Flask, who: str = "anna", minutes: int = 0) -> bool:
    with app.app_context(), clock.moved(timedelta(minutes=minutes)):
        return take((TEA, who))


def test_so_many_an_hour_and_no_more(app: Flask) -> None:
    assert [drinks(app) for _ in range(5)] == [True, True, True, False, False]


def test_the_hour_is_any_hour(app: Flask) -> None:
    assert [drinks(app, minutes=at) for at in (0, 50, 55, 59, 61, 62)] == [
        True, True, True, False, True, False,
    ]  # fmt: skip


def test_so_many_a_day_and_no_more(app: Flask) -> None:
    assert sum(drinks(app, minutes=at) for at in range(0, 24 * 60, 30)) == 5
    assert drinks(app, minutes=24 * 60 + 121)


def test_one_is_not_held_up_by_another(app: Flask) -> None:
    for _ in range(5):
        drinks(app)

    assert drinks(app, "bob")


def test_what_one_limit_refuses_uses_up_no_other(app: Flask) -> None:
    other = Limit("coffee", an_hour=1)
    for _ in range(3):
        drinks(app)
    with app.app_context():
        assert not take((TEA, "anna"), (other, "anna"))
        assert take((other, "anna"))


def test_of_many_at_the_same_instant_no_more_get_through(app: Flask) -> None:
    assert sum(at_once(*[lambda: drinks(app)] * 8)) == TEA.an_hour


def test_nobody_is_to_be_found_in_what_is_kept(app: Flask) -> None:
    drinks(app, "198.51.100.7")

    assert "198.51.100.7" not in repr(dump(app)["Hit"])


def test_after_a_day_nothing_is_kept(app: Flask) -> None:
    drinks(app)
    with app.app_context(), clock.moved(timedelta(hours=25)):
        assert count.forget() == 1
    assert dump(app)["Hit"] == []
