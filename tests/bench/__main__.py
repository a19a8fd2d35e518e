"""Runs the benchmark and prints a table, and JSON into a file: `python -m tests.bench`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests import postgres
from tests.bench import lists
from tests.bench.journeys import (
    Figures,
    Together,
    percentiles,
    rounds,
    spread,
    together,
    weight,
)

_ROUNDS = 7
_CLIENTS, _JOURNEYS = 8, 20
# Beyond this between rounds the machine was busy with something else.
_NOISY = 1.5


def main() -> None:
    """Measure everything, print it as it comes, and keep it as JSON when asked."""
    options = _options()
    measured: dict[str, Any] = {}
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


def _parts(rows: int) -> Iterator[tuple[str, Any]]:
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}\n")
    yield "cost", _cost()
    yield "weight", _weight()
    for clients in (1, _CLIENTS):
        yield f"{clients} clients", _latency(clients)
    sizes = [size for size in (1_000, 100_000, 1_000_000) if size <= rows]
    yield "lists on SQLite", _lists("SQLite", sizes, "")
    if postgres.binaries():
        with postgres.server() as address:
            yield "lists on PostgreSQL", _lists("PostgreSQL", sizes, address)


def _cost() -> dict[str, Any]:
    """Measure what the server computes, and what it takes to be there."""
    figures, other = rounds(_ROUNDS)
    pages = [each["page"] for each in figures]
    print(f"Server CPU, median of {_ROUNDS} rounds (lowest to highest)")
    _line("bare Flask's page", f"{spread(pages)} µs")
    for name in ("get", "post", "journey"):
        beside = [each[name] / each["page"] for each in figures]
        _line(name, f"{spread(beside)} x bare, {median(e[name] for e in figures):.0f} µs")
    _tell_noise(pages)
    _beside("start to first answer", other["start"], other["bare start"], "s", 2)
    _beside("memory, two web processes (PSS)", other["memory"], other["bare memory"], "MB", 0)
    print()
    return {"rounds": figures, **other}


def _weight() -> Figures:
    figures = weight()
    print("A journey with htmx, compressed")
    _line("requests", f"{figures['requests']:.0f}")
    _line("bytes, repeated", f"{figures['bytes']:.0f}")
    _line("bytes, first visit", f"{figures['first visit']:.0f}")
    _line("first view: HTML and CSS", f"{figures['first view']:.0f}")
    print()
    return figures


def _latency(clients: int) -> dict[str, Any]:
    found = together(clients, _JOURNEYS, _ROUNDS)
    a_second = [each.a_second for each in found]
    print(f"{clients} clients at once, two web processes: {spread(a_second)} journeys a second")
    by_address = _by_address(found)
    bare = median(each.bare["p50"] for each in found)
    for name, times in by_address.items():
        told = "  ".join(f"{key} {value:6.1f}" for key, value in times.items())
        _line(name, f"{told} ms   p50 {times['p50'] / bare:5.1f} x bare")
    _line("p99 / p50 of the posts", spread([e.posts["p99"] / e.posts["p50"] for e in found]))
    _line("the same of bare Flask's page", spread([e.bare["p99"] / e.bare["p50"] for e in found]))
    _tell_noise([each.bare["p50"] for each in found])
    print()
    rounds_of_posts = [each.posts for each in found]
    return {"journeys a second": a_second, "milliseconds": by_address, "posts": rounds_of_posts}


def _by_address(found: list[Together]) -> dict[str, Figures]:
    """Return the percentiles by address over all rounds, those of all posts, and bare Flask's."""
    names = found[0].measured.seconds
    every = {n: [s for each in found for s in each.measured.seconds[n]] for n in names}
    figures = {name: percentiles(seconds) for name, seconds in every.items()}
    for name, rows in (
        ("all posts of a draft", [each.posts for each in found]),
        ("bare Flask's page", [each.bare for each in found]),
    ):
        figures[name] = {key: median(row[key] for row in rows) for key in rows[0]}
    return figures


def _tell_noise(of_bare: list[float]) -> None:
    if max(of_bare) / min(of_bare) > _NOISY:
        print("  This machine was too noisy to tell: bare Flask itself differs by the round.")


def _beside(name: str, ours: float, bare: float, unit: str, digits: int) -> None:
    _line(name, f"{ours:.{digits}f} {unit}, {ours / bare:.1f} x bare")


def _lists(database: str, sizes: list[int], url: str) -> dict[str, Any]:
    by_size = lists.at(sizes, url)
    print(f"The workspace on {database}, p95 in ms with {', '.join(f'{s:,}' for s in sizes)} rows")
    for name, values, ratio in lists.ratios(by_size):
        _line(name, "  ".join(f"{value:9.2f}" for value in values) + f"   last / first {ratio:.2f}")
    print()
    return {str(size): figures for size, figures in by_size.items()}


def _line(name: str, value: str) -> None:
    print(f"  {name:34} {value}")


if __name__ == "__main__":
    main()
