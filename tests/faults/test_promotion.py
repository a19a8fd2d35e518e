"""The primary dies under load and its standby takes over: nothing is lost, nobody starts again."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask

from regelruimte.store.db import forget_connections
from tests import postgres
from tests.conftest import needs
from tests.faults.processes import Site
from tests.faults.sending import LAST_STEP, SENDING
from tests.faults.servers_in_trouble import a_hole_in_the_network, can_have_a_network, far_primary
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
ALERTED = "b.krull@imi.nu"
LONGEST = 30.0  # seconds without a proposal taken in (promise)


@contextmanager
def killed(pair: postgres.Pair) -> Iterator[None]:
    """Kill -9 every process of the primary."""
    postgres.send(signal.SIGKILL, postgres.processes(pair.of_primary))
    yield


@contextmanager
def hanging(pair: postgres.Pair) -> Iterator[None]:
    """Stop every process of the primary; whatever promotes ends it, which the mailers wait for."""
    primary = postgres.processes(pair.of_primary)
    postgres.send(signal.SIGSTOP, primary)
    yield
    postgres.send(signal.SIGKILL, primary)


@contextmanager
def cut_off(pair: postgres.Pair) -> Iterator[None]:
    """Let no packet come to the primary any more, neither from the site nor from its standby."""
    primary = postgres.processes(pair.of_primary)
    with a_hole_in_the_network(pair.of_primary):
        yield
        # Back as a second primary it would be asked first: whatever promotes keeps it away.
        postgres.send(signal.SIGKILL, primary)


@contextmanager
def behind_a_slow_standby(pair: postgres.Pair) -> Iterator[None]:
    """Let each commit wait for a standby that stands still every other moment; then kill it."""
    standby = postgres.processes(pair.of_standby)
    for _ in range(times(short=2, long=6)):
        postgres.send(signal.SIGSTOP, standby)
        time.sleep(0.6)
        postgres.send(signal.SIGCONT, standby)
        time.sleep(0.2)
    with killed(pair):
        yield


Trouble = Callable[[postgres.Pair], AbstractContextManager[None]]
AGAIN = range(times(short=1, long=10))
TROUBLES: list[Trouble] = [hanging, cut_off, behind_a_slow_standby]
EACH = [
    *(pytest.param(killed, id=f"killed-{number}") for number in AGAIN),
    *(
        pytest.param(trouble, id=f"{trouble.__name__}-{number}", marks=pytest.mark.seldom)
        for trouble in TROUBLES
        for number in AGAIN
    ),
]


@pytest.fixture(params=EACH)
def trouble(request: pytest.FixtureRequest) -> Trouble:
    found: Trouble = request.param
    return found


@pytest.fixture
def pair(trouble: Trouble) -> Iterator[postgres.Pair]:
    needs("PostgreSQL", postgres.binaries() is not None)
    if trouble is cut_off:
        needs("the right to make a network", can_have_a_network())
    with far_primary() if trouble is cut_off else postgres.pair() as pair:
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
        super().__init__(daemon=True)
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


def test_a_standby_that_takes_over_loses_nothing(
    app: Flask,
    pair: postgres.Pair,
    trouble: Trouble,
    machines: list[Site],
    applicant: Applicant,
    post_office: PostOffice,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tokens = written(applicant, times(short=60, long=100))
    senders = [Sender(machines[number % 2], tokens[number::4]) for number in range(4)]
    for sender in senders:
        sender.start()
    wait_until(lambda: sum(sender.taken for sender in senders) > len(tokens) // 4)

    begun = time.monotonic()
    with trouble(pair):
        assert any(sender.is_alive() for sender in senders), "nobody was sending any more"
        time.sleep(times(short=2, long=5))
        pair.promote()
        promoted = time.monotonic()
        for sender in senders:
            sender.join(timeout=60)
    forget_connections()  # those of this process, which reads what became of it

    lost = [token for token in tokens if status_of(applicant, token) != "submitted"]
    told = sorted(each for sender in senders for each in sender.told)
    refused = [(at, text) for at, status, text in told if status == 503 and at > begun]
    back = min(at for at, status, _ in told if status == 303 and at > promoted)
    let_leases_end(app)
    wait_until(lambda: has_no_mail_waiting(app), seconds=60)
    assert_both_heard_of_each(app, post_office)
    doubled = len(post_office.to(ALERTED)) - len(tokens)
    with capsys.disabled():
        print(
            f" [{sum(sender.taken for sender in senders)} acknowledged, {len(lost)} lost, "
            f"{doubled} alerts doubled, {back - refused[0][0]:.1f} s of 503, "
            f"{back - promoted:.1f} s after the promotion]",
            end="",
        )
    assert lost == []
    assert {status for _, status, _ in told} == {303, 503}
    assert all(SENDING["name"] in text for _, text in refused), "what was typed is kept"
    assert back - promoted < LONGEST


def status_of(applicant: Applicant, token: str) -> str:
    applicant.token = token
    return str(applicant.stored.status)
