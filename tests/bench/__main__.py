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
from tests.bench.journeys import Figures, percentiles, rounds, spread, together, weight

_ROUNDS = 7
_CLIENTS, _JOURNEYS = 8, 10
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
    if max(pages) / min(pages) > _NOISY:
        print("  This machine was too noisy to tell: bare Flask itself differs by the round.")
    _line("start to first answer", f"{other['start']:.2f} s")
    _line("memory, two web processes (PSS)", f"{other['memory']:.0f} MB")
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
    measured, a_second = together(clients, _JOURNEYS)
    print(f"{clients} clients at once, two web processes: {a_second:.1f} journeys a second")
    by_address = {name: percentiles(times) for name, times in measured.seconds.items()}
    posts = [
        second
        for name, times in measured.seconds.items()
        if name.startswith("POST /voorstel/")
        for second in times
    ]
    by_address["all posts of a draft"] = percentiles(posts)
    for name, times in by_address.items():
        _line(name, "  ".join(f"{key} {value:6.1f} ms" for key, value in times.items()))
    tail = by_address["all posts of a draft"]
    _line("p99 / p50 of the posts", f"{tail['p99'] / tail['p50']:.1f}")
    print()
    return {"journeys a second": a_second, "milliseconds": by_address}


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
