"""The primary dies under load and its standby takes over: nothing is lost, nobody starts again."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from regelruimte.store.db import forget_connections
from tests import postgres
from tests.conftest import needs
from tests.faults.processes import Site
from tests.faults.sending import LAST_STEP, SENDING
from tests.faults.test_kill import (
    assert_both_heard_of_each,
    has_no_mail_waiting,
    let_leases_end,
    wait_until,
)
from tests.faults.test_load import written
from tests.long_run import times
from tests.people import Applicant
from tests.postoffice import PostOffice

pytestmark = [pytest.mark.timed, pytest.mark.postgres]
LONGEST = 30.0  # seconds without a proposal taken in (promise)


@pytest.fixture
def pair() -> Iterator[postgres.Pair]:
    needs("PostgreSQL", postgres.binaries() is not None)
    with postgres.pair() as pair:
        yield pair


@pytest.fixture
def database_url(pair: postgres.Pair) -> str:
    return pair.address


@pytest.fixture
def machines(
    app: Flask, database_url: str, tmp_path: Path, post_office: PostOffice
) -> Iterator[list[Site]]:
    """Two sites with a web server and a mailer each, on the address of both servers."""
    found = [Site(tmp_path, database_url, post_office.port) for _ in range(2)]
    for machine in found:
        machine.start()
    yield found
    for machine in found:
        machine.kill()


class Sender(threading.Thread):
    """Somebody who sends one proposal after the other, and each again until it is taken."""

    def __init__(self, site: Site, tokens: list[str]) -> None:
        super().__init__()
        self.site, self.tokens = site, tokens
        self.told: list[tuple[float, int, str]] = []

    def run(self) -> None:
        """Send."""
        for token in self.tokens:
            while self._sends(token) != 303:
                time.sleep(0.2)

    def _sends(self, token: str) -> int:
        status, text = self.site.ask(f"/voorstel/{token}{LAST_STEP}", SENDING)
        self.told.append((time.monotonic(), status, text))
        return status

    @property
    def taken(self) -> int:
        return sum(status == 303 for _, status, _ in self.told)


@pytest.mark.parametrize(
    "number", [signal.SIGKILL, pytest.param(signal.SIGSTOP, marks=pytest.mark.seldom)]
)
def test_a_standby_that_takes_over_loses_nothing(
    app: Flask,
    pair: postgres.Pair,
    machines: list[Site],
    applicant: Applicant,
    post_office: PostOffice,
    capsys: pytest.CaptureFixture[str],
    number: signal.Signals,
) -> None:
    tokens = written(applicant, times(short=60, long=600))
    senders = [Sender(machines[number % 2], tokens[number::4]) for number in range(4)]
    for sender in senders:
        sender.start()
    wait_until(lambda: sum(sender.taken for sender in senders) > len(tokens) // 4)

    primary = pair.of_primary()
    postgres.send(number, primary)
    lost = time.monotonic()
    assert any(sender.is_alive() for sender in senders), "nobody was sending any more"
    time.sleep(times(short=2, long=10))
    pair.promote()
    promoted = time.monotonic()
    for sender in senders:
        sender.join(timeout=60)
    # What only hangs is ended in the end by whatever promotes: the mailers wait for that.
    postgres.send(signal.SIGKILL, primary)
    forget_connections()  # those of this process, which reads what became of it

    for token in tokens:
        applicant.token = token
        assert applicant.stored.status == "submitted"
    told = sorted(each for sender in senders for each in sender.told)
    back = min(at for at, status, _ in told if status == 303 and at > promoted)
    refused = [text for at, status, text in told if status == 503]
    with capsys.disabled():
        print(f" [{back - lost:.1f} s away, {back - promoted:.1f} s after the promotion]", end="")
    assert {status for _, status, _ in told} == {303, 503}
    assert all(SENDING["name"] in text for text in refused), "what was typed is kept"
    assert back - promoted < LONGEST
    let_leases_end(app)
    wait_until(lambda: has_no_mail_waiting(app), seconds=60)
    assert_both_heard_of_each(app, post_office)
