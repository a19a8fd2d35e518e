"""Whoever never said "dit ben ik" gets five mails an hour, of all kinds together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.limits import person
from regelruimte.mail import kinds, outbox
from regelruimte.store.db import transaction
from tests.people import Everyone
from tests.queued import queued

pytestmark = [
    pytest.mark.smtp,
    pytest.mark.both_databases,
    pytest.mark.settings(RATELIMIT_ENABLED=1),
]
SOMEBODY = "iemand@voorbeeld.example"


def writes(app: Flask, config: Config, times: int, to: str = SOMEBODY) -> None:
    with app.app_context(), transaction():
        for number in range(times):
            kind = (kinds.RESUME, kinds.ENDING)[number % 2]
            more = {"ends": clock.now(), "days": 60, "link": "https://voorbeeld.example"}
            queued(kind, Coordinator("", to), proposal=None, **more)
    _ = config


def got(everyone: Everyone, minutes: int, to: str = SOMEBODY) -> int:
    with clock.moved(timedelta(minutes=minutes)):
        return len(everyone.post_for(to))


def test_five_an_hour_and_the_rest_waits(app: Flask, config: Config, everyone: Everyone) -> None:
    writes(app, config, 12)

    assert [got(everyone, at) for at in (0, 30, 59, 66, 100, 133)] == [5, 5, 5, 10, 10, 12]


def test_a_tag_makes_nobody_somebody_else(app: Flask, config: Config, everyone: Everyone) -> None:
    for number in range(4):
        writes(app, config, 2, f"iemand+{number}@voorbeeld.example")
    everyone.post_for("")

    assert len(everyone.post_office.letters) == 5


def test_others_do_not_wait(app: Flask, config: Config, everyone: Everyone) -> None:
    writes(app, config, 40)
    writes(app, config, 1, "ander@voorbeeld.example")

    assert got(everyone, 0, "ander@voorbeeld.example") == 1


def test_who_confirmed_gets_all_at_once(app: Flask, config: Config, everyone: Everyone) -> None:
    with app.app_context():
        person.confirmed(SOMEBODY)
    writes(app, config, 8)

    assert got(everyone, 0) == 8


def test_a_coordinator_gets_all_at_once(app: Flask, config: Config, everyone: Everyone) -> None:
    writes(app, config, 8, "b.krull@imi.nu")

    assert got(everyone, 0, "b.krull@imi.nu") == 8


@pytest.mark.settings(MAIL_SERVER="")
def test_on_the_mailbox_page_it_is_the_same(app: Flask, config: Config, everyone: Everyone) -> None:
    writes(app, config, 8)
    everyone.post_for("")

    with app.app_context():
        assert len(outbox.latest(100)) == 5
