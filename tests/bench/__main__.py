"""Runs the benchmark and prints a table, and JSON into a file: `python -m tests.bench`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests import postgres
from tests.bench import lists
from tests.bench.inside import beside_bare
from tests.bench.journeys import (
    Round,
    beside_the_peer,
    percentile,
    posts_of_a_draft,
    spread,
)
from tests.bench.weight import weight

_ROUNDS = 7
_CLIENTS, _JOURNEYS = 8, 20
# Beyond this between rounds the machine was busy with something else.
_NOISY = 1.5


def main() -> None:
    """Measure everything, print it as it comes, and keep it as JSON when asked."""
    options = _options()
    measured: dict[str, Any] = {}
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, {_commit()}\n")
    print(f"{'':58} before    to reach  measured, median (lowest to highest)")
    for name, part in _parts(options.rows):
        measured[name] = part
        sys.stdout.flush()
    if options.json:
        Path(options.json).write_text(json.dumps(measured, indent=2), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="the most proposals in a list")
    parser.add_argument("--json", default="", help="a file for the figures")
    return parser.parse_args()


def _commit() -> str:
    command = ["git", "log", "-1", "--format=%h of %cs"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _parts(rows: int) -> Iterator[tuple[str, Any]]:
    yield "journeys", _journeys()
    yield "inside the process", _inside()
    yield "bytes", _bytes()
    sizes = [size for size in (1_000, 100_000, 1_000_000) if size <= rows]
    yield "lists on SQLite", _lists("SQLite", sizes, "")
    if postgres.binaries():
        with postgres.server() as address:
            yield "lists on PostgreSQL", _lists("PostgreSQL", sizes, address)


def _journeys() -> dict[str, Any]:
    """Measure whole journeys, every mail delivered, in turns with the peer."""
    found = beside_the_peer(_CLIENTS, _JOURNEYS, _ROUNDS)
    tails = [percentile(p, 0.99) / percentile(p, 0.5) for p in map(posts_of_a_draft, found.ours)]
    megabytes = sum(found.megabytes.values())
    for row in (
        ("CPU of a journey beside the peer", "2.9", "≤ 1.0", spread(found.ratio(_cpu), 2)),
        ("  ours, ms", "228", "", spread([each.cpu_of_one for each in found.ours])),
        ("  the peer's, ms", "80", "", spread([each.cpu_of_one for each in found.peers])),
        (
            "CPU of a mail that is delivered, ms",
            "13",
            "≤ 4",
            spread([each.cpu_of_a_mail for each in found.ours]),
        ),
        ("journeys a second beside the peer", "0.42", "≥ 1.2", spread(found.ratio(_speed), 2)),
        ("  ours", "", "", spread([each.a_second for each in found.ours])),
        ("p99 / p50 of posts of a draft", "3.0", "≤ 2.5", spread(tails)),
        ("memory of everything (PSS), MB", "169", "≤ 110", f"{megabytes:.0f}"),
    ):
        _row(*row)
    for process, size in found.megabytes.items():
        _row(f"  {process}", "", "", f"{size:.0f}")
    _tell_noise([each.cpu_of_one for each in found.peers])
    _by_request(found.ours[-1])
    return {
        "ours": [_told(each) for each in found.ours],
        "peer": [_told(each) for each in found.peers],
        "p99 / p50": tails,
        "megabytes": found.megabytes,
    }


def _cpu(found: Round) -> float:
    return found.cpu_of_one


def _speed(found: Round) -> float:
    return found.a_second


def _told(found: Round) -> dict[str, float]:
    return {
        "ms CPU": found.cpu_of_one,
        "ms a mail": found.cpu_of_a_mail,
        "a second": found.a_second,
    }


def _by_request(found: Round) -> None:
    """Print how long each request took, with all clients at once."""
    for name, seconds in found.measured.seconds.items():
        _row(f"  {name}, ms", "", "", f"{median(seconds) * 1000:.1f}")


def _inside() -> dict[str, list[float]]:
    found = beside_bare(_ROUNDS)
    for name, values in found.items():
        before, reach = ("22-35", "≤ 14") if name.startswith("POST") else ("21-27", "≤ 10")
        _row(f"{name} beside bare Flask's, inside the process", before, reach, spread(values))
    return found


def _bytes() -> dict[str, int]:
    found = weight()
    whole = found.without.received + found.without.headers
    figures = {
        "bytes of a journey with htmx": (found.with_htmx.received, "17,600", "≤ 10,000"),
        "  with the headers of its answers": (
            found.with_htmx.received + found.with_htmx.headers,
            "",
            "",
        ),
        "bytes without JavaScript, headers included": (whole, "47,000", "≤ 20,000"),
        "first visit, complete": (found.first_visit, "37,000", "≤ 30,000"),
        "first view: HTML and CSS": (found.first_view, "7,736", "≤ 14,000"),
    }
    for name, (value, before, reach) in figures.items():
        _row(name, before, reach, f"{value:,}")
    return {name: value for name, (value, _, _) in figures.items()}


def _tell_noise(of_the_peer: list[float]) -> None:
    if max(of_the_peer) / min(of_the_peer) > _NOISY:
        print("  This machine was too noisy to tell: the peer itself differs by the round.")


def _lists(name: str, sizes: list[int], url: str) -> dict[str, Any]:
    by_size = lists.at(sizes, url)
    print(f"\nOn {name}, p95 in ms with {', '.join(f'{size:,}' for size in sizes)} rows")
    for page, values, ratio in lists.ratios(by_size):
        told = "  ".join(f"{value:9.2f}" for value in values)
        print(f"  {page:24} {told}   last / first {ratio:.2f} (to reach: ≤ 1.2)")
    return {str(size): figures for size, figures in by_size.items()}


def _row(name: str, before: str, reach: str, value: str) -> None:
    print(f"{name:58} {before:9} {reach:9} {value}")


if __name__ == "__main__":
    main()
