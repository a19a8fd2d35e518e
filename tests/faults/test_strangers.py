"""Strangers with scripts, for a simulated day: nobody is shut out, nobody is mailed to death."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, cycle

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.proposals.begin import begin
from regelruimte.store.db import database
from regelruimte.store.models import TABLES, OutgoingMail
from regelruimte.upkeep.chores import limits
from tests.faults.conftest import times
from tests.people import Applicant, Coordinator, Everyone

pytestmark = pytest.mark.settings(RATELIMIT_ENABLED=1)
VICTIM, COLLEAGUE = "slachtoffer@voorbeeld.example", "collega@voorbeeld.example"
NETWORKS = {
    "one IPv4 address": ["198.51.100.7"],
    "one /64": [f"2001:db8:0:7::{number:x}" for number in range(1, 65)],
    "a hundred addresses": [f"203.0.113.{number}" for number in range(1, 101)],
}


@dataclass
class Stranger:
    """Somebody who tries everything that makes the site store or mail, from these addresses."""

    app: Flask
    applicant: Applicant
    addresses: Iterator[str]
    number: Iterator[int] = field(default_factory=lambda: count(1))
    answers: Counter[int] = field(default_factory=Counter)

    def tries_everything(self) -> None:
        """Begin a draft, ask for links to it, send one in the victim's name, sign in as Bart."""
        tag = f"+{next(self.number)}@"
        self._posts("/voorstel", **self.applicant.sample["check"])
        self._posts("/nieuwe-link", email=VICTIM)
        self._posts("/werkruimte/aanmelden", email="b.krull@imi.nu")
        self._has_written(VICTIM.replace("@", tag))
        self._posts(f"/voorstel/{self.applicant.token}/later", where="known")
        self._sends()
        self._has_written(f"stroom-{tag}voorbeeld.example".replace("+", ""))
        self._sends()

    def _has_written(self, email: str) -> None:
        self.applicant.has_written_it_all(email=email)

    def _sends(self) -> None:
        with clock.moved(timedelta(minutes=1)):  # no faster than a person
            self._posts(f"/voorstel/{self.applicant.token}/controleren", address_is_right="yes")

    def _posts(self, path: str, **data: str) -> None:
        where = {"REMOTE_ADDR": next(self.addresses)}
        answer = self.app.test_client().post(path, data=data, environ_overrides=where)
        self.answers[answer.status_code] += 1


def rows(app: Flask) -> int:
    with app.app_context():
        return sum(table.select().count() for table in TABLES)


def in_any_hour(app: Flask, address: str) -> int:
    """The most mails that were handed over for this person within one hour."""
    with app.app_context():
        mails = OutgoingMail.select().where(OutgoingMail.delivered_at.is_null(False))
        local, domain = address.split("@")
        at = sorted(
            mail.delivered_at
            for mail in mails
            if mail.recipient.startswith(local) and mail.recipient.endswith(domain)
        )
    hour = timedelta(hours=1)
    return max((sum(start <= one < start + hour for one in at) for start in at), default=0)


def size(app: Flask) -> int:
    """The bytes of the database."""
    with app.app_context():
        if "sqlite" in app.config["REGELRUIMTE"].database_url:
            pages, each = (
                database.execute_sql(f"PRAGMA page_{what}").fetchone()[0]
                for what in ("count", "size")
            )
            return int(pages * each)
        return int(
            database.execute_sql("SELECT pg_database_size(current_database())").fetchone()[0]
        )


@pytest.mark.any_database
@pytest.mark.parametrize("who", NETWORKS)
def test_a_stranger_shuts_nobody_out_for_a_day(
    app: Flask,
    everyone: Everyone,
    bart: Coordinator,
    who: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stranger = Stranger(app, Applicant(everyone), cycle(NETWORKS[who]))
    honest, refused, locked_out = Applicant(everyone), 0, 0
    bart.signs_in()
    before = size(app), rows(app)

    for hour in range(0, 24, times(4, 1)):
        with clock.moved(timedelta(hours=hour)):
            for _ in range(times(12, 40)):
                stranger.tries_everything()
            refused += not sends(honest, f"collega-{hour}@voorbeeld.example")
            bart.browser.visit("/werkruimte/afmelden")
            locked_out += not bart.signs_in().heading.startswith("Dag Bart")
            for minute in range(0, 240, 20):
                with clock.moved(timedelta(minutes=minute)):
                    everyone.post_for("")
            with app.app_context():
                limits(everyone.config)

    grown = size(app) - before[0], rows(app) - before[1]
    posts = sum(stranger.answers.values())
    with capsys.disabled():
        print(
            f" [{who}: {posts} posts {dict(stranger.answers)}, "
            f"{grown[0] / posts / 1024:.1f} KB and {grown[1] / posts:.1f} rows a post]"
        )
    assert (refused, locked_out) == (0, 0)
    assert 0 < in_any_hour(app, VICTIM) <= 5
    assert not [status for status in stranger.answers if status >= 500]
    assert grown[0] / posts < 32 * 1024


def sends(honest: Applicant, email: str) -> bool:
    """Tell whether somebody on a network of one's own can send; one's colleagues send as well."""
    with honest.everyone.app.app_context():
        _, honest.token = begin(honest.sample["check"])
    honest.has_written_it_all(email=email)
    with clock.moved(timedelta(minutes=2)):
        return (
            "is verstuurd"
            in honest.opens("controleren")
            .press("Verstuur je voorstel", address_is_right="yes")
            .text
        )
