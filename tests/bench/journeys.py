"""What a journey costs: processor time beside bare Flask's page, latency, requests and bytes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.browser import Browser, Measured, asked, begins, journey
from tests.bench.servers import Bare, cpu_seconds, memory_megabytes, start_web
from tests.faults.processes import Site
from tests.people import SAMPLES, answers_to_type
from tests.postoffice import open_post_office

Figures = dict[str, float]
_PAGES, _STEPS, _JOURNEYS = 400, 150, 10
_SCREENS = 5


@contextmanager
def both(workers: str = "1", mailer: bool = True) -> Iterator[tuple[Site, Bare, Figures]]:
    """Yield the site with its mailer and a mail server, and bare Flask; how long both took."""
    with TemporaryDirectory() as folder, open_post_office() as office:
        path = Path(folder)
        site = Site(path, f"sqlite:///{path}/bench.sqlite", office.port, WORKERS=workers)
        bare = Bare(path, "sqlite:///none", office.port, WORKERS=workers)
        migrate(site)
        try:
            started = {"start": start_web(site), "bare start": bare.start_bare()}
            if mailer:
                site.start("mailer")
            yield site, bare, started
        finally:
            site.stop()
            bare.stop()


def migrate(site: Site) -> None:
    """Make the tables."""
    import subprocess
    import sys

    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "migrate", "--new"]
    subprocess.run(command, env=site.environment, check=True, capture_output=True)


def _cost(site: Site, times: int, do: Callable[[int], None]) -> float:
    """Return the processor time of the server for one of so many times, in microseconds."""
    before = cpu_seconds(site)
    for number in range(times):
        do(number)
    time.sleep(0.05)  # what is written behind the answer belongs to it
    return (cpu_seconds(site) - before) / times * 1e6


def one_round(site: Site, bare: Bare) -> Figures:
    """Return what a page, a step and a journey cost now, in microseconds and beside bare Flask."""
    browser, floor = Browser(site.address, Measured()), Browser(bare.address, Measured())
    path, text = begins(browser)
    answers = asked(text, answers_to_type(SAMPLES[0]))
    page = _cost(bare, _PAGES, lambda _: floor.get("/robots.txt") and None)
    get = _cost(site, _STEPS, lambda _: browser.get(path) and None)
    saved = _cost(site, _STEPS, lambda number: _save(browser, path, answers, number))
    both_ways = _cost(site, _JOURNEYS, lambda _: journey(Browser(site.address, Measured())))
    return {"page": page, "get": get, "post": saved - get, "journey": both_ways}


def _save(browser: Browser, path: str, answers: dict[str, Any], number: int) -> None:
    """Post a step with another text each time, as htmx does, and open it again.

    The answer to the post is the next step; what the second page costs is known.
    """
    fresh = Browser.__new__(Browser)
    fresh.__dict__ = browser.__dict__ | {"headers": browser.headers | _PARTIAL}
    _, text = fresh.post(path, answers | {"rule_source": f"Paragraaf {number}"})
    del text
    answers["basis"] = _BASIS.findall(browser.get(path)[1])[0]


_PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
_BASIS = re.compile(r'name="basis" value="([^"]*)"')


def rounds(count: int) -> tuple[list[Figures], Figures]:
    """Return the figures of so many rounds after one that warms up, with start-up and memory."""
    with both(workers="2") as (site, bare, started):
        one_round(site, bare)
        figures = [one_round(site, bare) for _ in range(count)]
        other = started | {"memory": memory_megabytes(site), "bare memory": memory_megabytes(bare)}
    return figures, other


@dataclass
class Together:
    """One round of journeys that so many clients walked at once, beside bare Flask's page."""

    measured: Measured
    a_second: float
    bare: Figures

    @property
    def posts(self) -> Figures:
        """Return the percentiles of all posts of a draft, in milliseconds."""
        by_address = self.measured.seconds.items()
        return percentiles(
            [
                second
                for name, times in by_address
                if name.startswith("POST /voorstel/")
                for second in times
            ]
        )


def together(clients: int, journeys: int, rounds: int) -> list[Together]:
    """Let so many clients at once walk journeys and open bare Flask's page, in turns.

    Each is a process of its own: threads would wait for each other, and that would be measured.
    """
    spawn = get_context("spawn")
    with (
        both(workers="2") as (site, bare, _started),
        ProcessPoolExecutor(clients, mp_context=spawn) as people,
    ):
        _at_once(people, clients, walk, site.address, 1)  # every page was seen, everybody is there
        return [_round(people, site, bare, clients, journeys) for _ in range(rounds)]


def _round(people: Executor, site: Site, bare: Bare, clients: int, journeys: int) -> Together:
    floor = _at_once(people, clients, open_bare, bare.address, journeys * _SCREENS)
    began = time.monotonic()
    measured = _at_once(people, clients, walk, site.address, journeys)
    seconds = time.monotonic() - began
    bare_times = percentiles([second for times in floor.seconds.values() for second in times])
    return Together(measured, clients * journeys / seconds, bare_times)


def _at_once(
    people: Executor, clients: int, do: Callable[[str, int], Measured], address: str, times: int
) -> Measured:
    doing = [people.submit(do, address, times) for _ in range(clients)]
    measured = Measured()
    for each in doing:
        for name, seconds in each.result().seconds.items():
            measured.seconds[name] += seconds
    return measured


def walk(address: str, journeys: int) -> Measured:
    """Walk so many journeys."""
    measured = Measured()
    for _ in range(journeys):
        journey(Browser(address, measured))
    return measured


def open_bare(address: str, times: int) -> Measured:
    """Open bare Flask's page so many times."""
    measured = Measured()
    browser = Browser(address, measured)
    for _ in range(times):
        browser.get("/robots.txt")
    return measured


def percentiles(seconds: list[float]) -> Figures:
    """Return the median, the 95th and the 99th percentile, in milliseconds."""
    ordered = sorted(seconds)
    at = {name: ordered[int(len(ordered) * share)] for name, share in _SHARES.items()}
    return {name: value * 1000 for name, value in at.items()}


_SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}


def weight() -> Figures:
    """Return requests and compressed bytes of a journey, and of the first view with its CSS."""
    measured = Measured()
    with both(mailer=False) as (site, _, _started):
        journey(Browser(site.address, measured, htmx=True))
        first = Measured()
        browser = Browser(site.address, first)
        _, text = browser.get("/check")
        blocking = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)
        later = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|svg))"', text)
        html = first.received
        for path in blocking:
            browser.get(path)
        with_css = first.received
        for path in later:
            browser.get(path)
    return {
        "requests": measured.requests,
        "bytes": measured.received,
        "first view": with_css,
        "first visit": measured.received + first.received - html,
    }


def spread(values: list[float]) -> str:
    """Write a median with the lowest and the highest."""
    return f"{median(values):.1f} ({min(values):.1f} to {max(values):.1f})"
