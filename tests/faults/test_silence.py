"""PostgreSQL that says nothing: nobody waits long, what needs no database goes on, text is kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from tests.conftest import needs
from tests.faults.processes import Site
from tests.faults.sending import LAST_STEP
from tests.faults.servers_in_trouble import (
    a_hole_in_the_network,
    can_have_a_network,
    far_server,
    frozen,
    gone,
    without_its_standby,
)
from tests.faults.test_kill import wait_until
from tests.long_run import times
from tests.people import Applicant

pytestmark = [pytest.mark.timed, pytest.mark.postgres, pytest.mark.seldom]
Trouble = Callable[[str], AbstractContextManager[None]]
TROUBLES: list[Trouble] = [frozen, a_hole_in_the_network, without_its_standby, gone]
LONGEST = 8.0  # seconds for any page: an answer that does not come, and the page before it
WITHOUT_DATABASE = ("/", "/privacy", "/toegankelijkheid", "/check", "/insluiten")
TEXT = "Dit mag niet zoekraken"


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """The address of a server that only these tests use."""
    needs("the right to make a network", can_have_a_network())
    with far_server() as address:
        yield address


class Visitor(threading.Thread):
    """Somebody who opens or sends the same pages all the time."""

    def __init__(self, site: Site, addresses: tuple[str, ...], **typed: str) -> None:
        super().__init__()
        self.site, self.addresses, self.typed = site, addresses, typed
        self.goes_on, self.told = True, [(0.0, 0, "")][:0]

    def run(self) -> None:
        """Ask, and ask again."""
        while self.goes_on:
            for address in self.addresses:
                begun = time.monotonic()
                status, text = self.site.ask(address, self.typed)
                self.told.append((time.monotonic() - begun, status, text))
                time.sleep(0.05)

    @property
    def longest(self) -> float:
        """How many seconds the slowest answer took."""
        return max(seconds for seconds, _, _ in self.told)

    @property
    def statuses(self) -> set[int]:
        """What was answered."""
        return {status for _, status, _ in self.told}


def visitors_of(site: Site, token: str) -> dict[str, Visitor]:
    """Six people at once, more than a web server of one process has threads."""
    draft = f"/voorstel/{token}"
    return {
        "without a database": Visitor(site, WITHOUT_DATABASE),
        "reading": Visitor(site, (f"{draft}/regel",)),
        "sending": Visitor(site, (f"{draft}/regel",), alternative=TEXT),
        "sending too": Visitor(site, (f"{draft}{LAST_STEP}",), organisation=TEXT),
        "static": Visitor(site, ("/static/site.css",)),
        "watching": Visitor(site, ("/healthz",)),
    }


@pytest.mark.parametrize("trouble", TROUBLES)
def test_nobody_waits_long_for_a_database_that_says_nothing(
    site: Site,
    applicant: Applicant,
    database_url: str,
    trouble: Trouble,
    capsys: pytest.CaptureFixture[str],
) -> None:
    applicant.has_written_it_all()
    site.start("web server")
    visitors = visitors_of(site, applicant.token)
    begin(visitors)
    time.sleep(1)  # in the midst of what they do
    with trouble(database_url):
        time.sleep(times(short=6, long=60))
        end(visitors)
    over = seconds_until_all_is_well(site, applicant.token)

    with capsys.disabled():
        tell(f"\n  {trouble.__name__}; over after {over:.1f} s", visitors)
    assert max(visitor.longest for visitor in visitors.values()) < LONGEST
    assert visitors["without a database"].statuses | visitors["static"].statuses == {200}
    assert 503 in visitors["watching"].statuses
    for name in ("sending", "sending too"):
        refused = [text for _, status, text in visitors[name].told if status == 503]
        assert refused
        assert all(TEXT in text for text in refused), "what was typed is there to send again"


def begin(visitors: dict[str, Visitor]) -> None:
    for visitor in visitors.values():
        visitor.start()


def end(visitors: dict[str, Visitor]) -> None:
    for visitor in visitors.values():
        visitor.goes_on = False
    for visitor in visitors.values():
        visitor.join()


def seconds_until_all_is_well(site: Site, token: str) -> float:
    begun = time.monotonic()
    wait_until(lambda: site.get("/healthz")[0] == 200)
    wait_until(lambda: site.get(f"/voorstel/{token}/regel")[0] == 200)
    return time.monotonic() - begun


def tell(what: str, visitors: dict[str, Visitor]) -> None:
    print(what)
    for name, visitor in visitors.items():
        told = sorted(visitor.statuses)
        print(f"  {name:20} {len(visitor.told):4} times, at most {visitor.longest:.2f} s: {told}")
