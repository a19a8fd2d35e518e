"""Kill -9 of everything at a random instant of a submit: what was acknowledged is kept."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.store.db import SQLITE
from regelruimte.store.models import Event, OutgoingMail, Proposal
from tests.faults.processes import Site
from tests.faults.sending import LAST_STEP, SENDING
from tests.long_run import times
from tests.people import Applicant, Everyone
from tests.postoffice import PostOffice

pytestmark = pytest.mark.both_databases


class Submit(threading.Thread):
    """Somebody who presses "Verstuur" once; `status` is what was answered, 0 for nothing."""

    def __init__(self, site: Site, token: str) -> None:
        super().__init__()
        self.site, self.token, self.status = site, token, 0

    def run(self) -> None:
        """Press."""
        self.status = self.site.post(f"/voorstel/{self.token}{LAST_STEP}", SENDING)


def submit_and_kill(site: Site, applicant: Applicant, instant: float) -> Submit:
    applicant.has_written_it_all()
    press = Submit(site, applicant.token)
    press.start()
    time.sleep(instant)
    site.kill()
    press.join()
    site.start()
    return press


def is_whole(proposal: Proposal) -> bool:
    """Tell whether all of a submit is there, or nothing of it."""
    events = Event.select().where(Event.proposal == proposal, Event.kind == "submitted").count()
    mails = OutgoingMail.select().where(OutgoingMail.proposal == proposal).count()
    found = (proposal.status, proposal.reference is not None, events, mails)
    return found in {("submitted", True, 1, 3), ("draft", False, 0, 0)}


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def let_leases_end(app: Flask) -> None:
    """Let the minutes pass for which a mailer that was killed had claimed its mails."""
    with app.app_context():
        OutgoingMail.update(leased_until=clock.now()).execute()


def has_no_mail_waiting(app: Flask) -> bool:
    with app.app_context():
        return not OutgoingMail.select().where(OutgoingMail.delivered_at.is_null()).exists()


@pytest.mark.seldom_on_postgresql
def test_nothing_acknowledged_is_lost_and_nothing_is_half(
    app: Flask,
    config: Config,
    site: Site,
    everyone: Everyone,
    post_office: PostOffice,
    chance: random.Random,
) -> None:
    # Each start waits a second; what differs between the databases shows in a few.
    kills = times(short=12 if config.database_url.startswith(SQLITE) else 6, long=500)
    slowest = how_long_a_first_submit_takes(site, everyone.applicant) * 1.5
    site.start()
    outcomes: Counter[str] = Counter()

    for number in range(kills):  # at any instant, but spread: some come in time and some do not
        instant = slowest * (number + chance.random()) / kills
        # However much slower the machine became since: before the last kill there is an answer.
        patience = 10 if number == kills - 1 else 1
        press = submit_and_kill(site, everyone.applicant, instant * patience)
        stored = everyone.applicant.stored
        with app.app_context():
            assert is_whole(stored)
        outcomes[f"{press.status} {stored.status}"] += 1

    assert outcomes["303 draft"] == 0, "acknowledged and lost"
    assert outcomes["303 submitted"] > 0, "a site that never acknowledges cannot pass"
    assert outcomes["0 draft"] + outcomes["0 submitted"] > 0, "no kill came in time"
    print(dict(outcomes))
    let_leases_end(app)
    wait_until(lambda: has_no_mail_waiting(app))
    assert_both_heard_of_each(app, post_office)


def assert_both_heard_of_each(app: Flask, post_office: PostOffice) -> None:
    """At least one alert each; further copies only of the same message."""
    with app.app_context():
        sent = {p.reference for p in Proposal.select().where(Proposal.status != "draft")}
    for address in ("b.krull@imi.nu", "r.bos@imi.nu"):
        letters = post_office.to(address)
        heard = {str(letter.message["Message-ID"]): letter.subject for letter in letters}
        told = Counter(reference for reference in sent for s in heard.values() if reference in s)
        assert told == Counter(sent)


def how_long_a_first_submit_takes(site: Site, applicant: Applicant) -> float:
    """Return the seconds that the first submit after a start takes at most."""
    durations = []
    for _ in range(2):
        site.start()
        applicant.has_written_it_all()
        press = Submit(site, applicant.token)
        begin = time.perf_counter()
        press.run()
        durations.append(time.perf_counter() - begin)
        assert press.status == 303
        site.kill()
    return max(durations)
