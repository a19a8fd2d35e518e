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
from regelruimte.limits.count import BEGUN
from regelruimte.limits.network import network_of
from regelruimte.maintenance.jobs import limits
from regelruimte.store.db import database
from regelruimte.store.models import TABLES, Hit, OutgoingMail, Proposal, Table
from regelruimte.web.rate_limits import limiter
from tests.faults.sending import LAST_STEP, sending
from tests.long_run import times
from tests.people import Applicant, Everyone, filled_in

pytestmark = pytest.mark.settings(RATELIMIT_ENABLED=1)
VICTIM = "slachtoffer@voorbeeld.example"
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
        """Ask for all that is mailed, and send one in the victim's name and one in nobody's."""
        number = next(self.number)
        self.posts("/nieuwe-link", email=VICTIM)
        self.posts("/werkruimte/aanmelden", email="b.krull@imi.nu")
        for email in (VICTIM.replace("@", f"+{number}@"), f"stroom-{number}@voorbeeld.example"):
            if self.begins_as(email):
                self.posts(f"/voorstel/{self.applicant.token}/later", where="known")
                last = sending(self.applicant.sample, email=email)
                with clock.moved(timedelta(minutes=1)):  # no faster than a person
                    self.posts(f"/voorstel/{self.applicant.token}{LAST_STEP}", **last)

    def begins_as(self, email: str) -> bool:
        """Begin a draft and fill it in; tell whether the site let it be begun."""
        location = self.posts("/voorstel", **self.applicant.sample["check"])
        if location:
            self.applicant.token = location.split("/")[2]
            with self.app.app_context():
                self.applicant._writes("", {**filled_in(self.applicant.sample), "email": email})
        return bool(location)

    def posts(self, path: str, **data: str) -> str:
        """Post from the next address; return where it leads."""
        where = {"REMOTE_ADDR": next(self.addresses)}
        answer = self.app.test_client().post(path, data=data, environ_overrides=where)
        self.answers[answer.status_code] += 1
        return str(answer.headers.get("Location", ""))


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
    """The bytes of the SQLite database that are in use."""
    with app.app_context():
        told = (
            database.execute_sql(f"PRAGMA {what}").fetchone()[0]
            for what in ("page_count", "freelist_count", "page_size")
        )
        pages, free, each = told
        return int((pages - free) * each)


# That a /64 is one network the next test tells as well.
A_DAY = [pytest.param(who, marks=pytest.mark.seldom if "/64" in who else ()) for who in NETWORKS]


@pytest.mark.parametrize("who", A_DAY)
def test_a_stranger_shuts_nobody_out_for_a_day(
    app: Flask, everyone: Everyone, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = Stranger(app, Applicant(everyone), cycle(NETWORKS[who]))
    everyone.bart.signs_in()
    before, sent, came_in = (size(app), rows(app)), 0, 0
    step = times(8, 1)

    for hour in range(0, 24, step):
        with clock.moved(timedelta(hours=hour)):
            limiter.reset()  # it counts by the machine's own clock, for which no hour passed
            for _ in range(100 if hour == 0 else 0):
                stranger.posts("/voorstel", **stranger.applicant.sample["check"])
            for _ in range(times(5, 40)):
                stranger.tries_everything()
            sent += sends(everyone.applicant, f"collega-{hour}@voorbeeld.example")
            everyone.bart.browser.visit("/werkruimte/afmelden")
            came_in += everyone.bart.signs_in().heading.startswith("Dag Bart")
            goes_on(everyone, step)

    hours, posts = 24 // step, sum(stranger.answers.values())
    grown = size(app) - before[0], rows(app) - before[1]
    with capsys.disabled():
        print(f" [{who}: {posts} posts, answered {dict(stranger.answers)}; the database grew by")
        print(f"  {grown[1]} rows, {grown[0] >> 10} KB, of which {kept(app, Hit)} that only count]")
    assert (sent, came_in) == (hours, hours)
    assert 0 < in_any_hour(app, VICTIM) <= 5
    assert not [status for status in stranger.answers if status >= 500]
    assert kept(app, Proposal) <= BEGUN.a_day * networks(who) + hours
    assert grown[0] < posts * 16 * 1024


@pytest.mark.parametrize(("who", "begun"), [("one IPv4 address", 200), ("one /64", 200)])
def test_from_one_network_no_more_drafts_are_begun_than_an_hour_holds(
    app: Flask, everyone: Everyone, who: str, begun: int
) -> None:
    stranger = Stranger(app, everyone.applicant, cycle(NETWORKS[who]))
    for number in range(250):  # six a minute
        with clock.moved(timedelta(seconds=10 * number)):
            stranger.posts("/voorstel", **everyone.applicant.sample["check"])

    assert stranger.answers == {303: begun, 429: 50}
    assert kept(app, Proposal) == begun


def goes_on(everyone: Everyone, hours: int) -> None:
    """Let the mailer do its rounds for so many hours, and what it does every hour."""
    for minute in range(0, hours * 60, 30):
        with clock.moved(timedelta(minutes=minute)):
            everyone.post_for("")
    with everyone.app.app_context():
        limits(everyone.config)


def networks(who: str) -> int:
    return len({network_of(address) for address in NETWORKS[who]})


def kept(app: Flask, table: type[Table]) -> int:
    with app.app_context():
        return int(table.select().count())


def sends(honest: Applicant, email: str) -> bool:
    """Begin, fill in and send, as somebody else does meanwhile; tell whether it was sent."""
    honest.begins()
    honest.token = honest.page.path.split("/")[2]
    with honest.everyone.app.app_context():
        honest._writes("", {**filled_in(honest.sample), "email": email})
    honest.opens("over-jou")
    with clock.moved(timedelta(minutes=2)):
        return "is verstuurd" in honest.sends(email=email).text
