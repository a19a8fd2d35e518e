"""Several machines on one PostgreSQL: one of each killed, counting together, a pool between."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from regelruimte.config import Config
from regelruimte.store.models import OutgoingMail
from tests.conftest import needs
from tests.faults.processes import Site
from tests.faults.test_kill import (
    assert_both_heard_of_each,
    has_no_mail_waiting,
    let_leases_end,
    wait_until,
)
from tests.faults.test_load import Senders, written
from tests.long_run import times
from tests.people import Applicant
from tests.pgbouncer import Pool, pooled, program
from tests.postoffice import PostOffice

pytestmark = [pytest.mark.timed, pytest.mark.only_postgresql]


@pytest.fixture
def machines(
    app: Flask, config: Config, tmp_path: Path, post_office: PostOffice
) -> Iterator[tuple[Site, Site]]:
    """Two sites with a web server and a mailer each, on one database."""
    found = []
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        found.append(Site(folder, config.database_url, post_office.port))
        found[-1].start()
    yield found[0], found[1]
    for machine in found:
        machine.kill()


def test_one_of_each_can_be_killed_under_load(
    app: Flask,
    machines: tuple[Site, Site],
    applicant: Applicant,
    post_office: PostOffice,
    chance: random.Random,
) -> None:
    first, second = machines
    tokens = written(applicant, times(short=100, long=600))
    senders = [Senders(machines[number % 2], tokens[number::4]) for number in range(4)]
    for sender in senders:
        sender.start()

    time.sleep(chance.uniform(0.05, 0.25))
    first.kill("web server")
    second.kill("mailer")
    for sender in senders:
        sender.join()

    acknowledged = [token for sender in senders for token in sender.acknowledged]
    for token in acknowledged:
        applicant.token = token
        assert applicant.stored.status == "submitted"
    assert len(senders[1].acknowledged) == len(senders[1].tokens), "the other one goes on"
    assert len(acknowledged) < len(tokens), "the kill came too late to matter"
    let_leases_end(app)
    wait_until(lambda: has_no_mail_waiting(app), seconds=60)
    assert_both_heard_of_each(app, post_office)


@pytest.fixture
def pool(database_url: str) -> Iterator[Pool]:
    """A pgbouncer before the server, which gives each transaction a session of its own choosing."""
    needs("pgbouncer", program() is not None)
    with pooled(database_url) as found:
        yield found


def test_four_people_at_once_send_through_a_pool_in_transaction_mode(
    app: Flask,
    pool: Pool,
    tmp_path: Path,
    applicant: Applicant,
    post_office: PostOffice,
) -> None:
    site = Site(tmp_path, pool.address, post_office.port, WORKERS="2")
    tokens = written(applicant, times(short=40, long=400))
    senders = [Senders(site, tokens[number::4]) for number in range(4)]
    try:
        site.start()
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        wait_until(lambda: has_no_mail_waiting(app), seconds=60)
    finally:
        site.kill()

    assert [sender.acknowledged for sender in senders] == [sender.tokens for sender in senders]
    assert pool.transactions > len(tokens)
    assert_both_heard_of_each(app, post_office)


def test_what_one_person_may_do_is_counted_over_all_machines(
    app: Flask, database_url: str, tmp_path: Path, applicant: Applicant
) -> None:
    applicant.has_written_it_all()
    both = [Site(tmp_path, database_url, 9, RATELIMIT_ENABLED="1") for _ in range(2)]
    later = f"/voorstel/{applicant.token}/later"
    try:
        for site in both:
            site.start("web server")
        statuses = [
            site.post(later, {"resume_email": "sam@voorbeeld.nl", "where": "other"})
            for site in both * 4
        ]
    finally:
        for site in both:
            site.kill()

    assert statuses == [303] * 3 + [422] * 5
    with app.app_context():
        assert OutgoingMail.select().where(OutgoingMail.kind == "resume").count() == 3
