"""The benchmark still runs, and what it weighs is what was promised."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from regelruimte.check.criteria import CRITERIA
from regelruimte.config import ROOT
from tests.bench import lists
from tests.bench.journeys import _SCREENS, weight
from tests.faults.processes import Site
from tests.ports import free_port


def test_a_journey_is_light() -> None:
    """One a screen, and one for each answer of the check, whose reason comes beside it."""
    figures = weight()

    assert figures["requests"] == _SCREENS + len(CRITERIA)
    assert figures["bytes"] <= 30_000
    assert figures["first visit"] <= 50_000
    assert figures["first view"] <= 14_000


@pytest.mark.seldom
def test_lists_are_measured_at_each_size() -> None:
    by_size = lists.at([20, 120])

    assert list(by_size) == [20, 120]
    for name, values, ratio in lists.ratios(by_size):
        assert len(values) == 2, name
        assert ratio >= 0 or values[0] == 0


@pytest.mark.seldom
def test_all_that_runs_takes_little_memory(tmp_path: Path) -> None:
    """What is forked shares what was loaded: each part by itself would take 180 MB in all."""
    address = f"127.0.0.1:{free_port()}"
    with served(tmp_path, address) as site:
        for path in ("/", "/check", "/privacy") * 5:
            assert get(f"http://{address}{path}") == 200
        processes = [site.pid, *below(site.pid)]

        assert len(processes) == 5  # the one that watches, gunicorn's two and their own, the mailer
        assert sum(map(proportional_megabytes, processes)) <= 115


@contextmanager
def served(folder: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run all of the site as `make serve` does, until it was used."""
    given = Site(folder, f"sqlite:///{folder}/site.sqlite", free_port(), BIND=address, WORKERS="2")
    given.environment["REGELRUIMTE_SITE_URL"] = f"http://{address}"
    command = [sys.executable, "-m", "regelruimte.server"]
    site = subprocess.Popen(command, cwd=ROOT, env=given.environment)
    try:
        while get(f"http://{address}/robots.txt") == 0:
            assert site.poll() is None, "it did not start"
            time.sleep(0.1)
        yield site
    finally:
        site.terminate()
        site.wait(timeout=30)


def get(address: str) -> int:
    """Open a page; return its status, 0 for no answer."""
    try:
        with urlopen(address, timeout=10) as page:
            return int(page.status)
    except OSError:
        return 0


def below(process: int) -> list[int]:
    """Return the processes that this one started, and theirs."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *below(child))]


def proportional_megabytes(process: int) -> float:
    """Return the memory of a process, what it shares divided among those that share it (PSS)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("Pss:"))
    return int(kilobytes) / 1024
