"""What the form asks of an applicant: `make effort` walks the ten samples over the real pages."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.effort_model import Screen, figures, medians
from tests.bench.effort_walk import Walk, on_a_phone
from tests.browser.conftest import launch_options
from tests.browser.people import BrowserApplicant
from tests.live import running_site
from tests.people import SAMPLES
from tests.postoffice import open_post_office

NewApplicant = Callable[[], AbstractContextManager[BrowserApplicant]]

# What is answered, and whether that is only what must be: the first is the figure held to.
_WAYS = {"only what must be answered": True, "everything asked": False}


def main() -> None:
    """Walk the samples both ways, print a table for each, and keep all of it as JSON."""
    options = _options()
    measured = {}
    with _site() as applicants:
        for way, must in _WAYS.items():
            walks = {number: _walked(applicants, number, must) for number in options.samples}
            measured[way] = _told(way, walks)
    Path(options.json).write_text(json.dumps(measured, indent=2), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.effort", description=__doc__)
    every = list(range(1, len(SAMPLES) + 1))
    parser.add_argument("--samples", type=int, nargs="+", default=every, help="their numbers")
    parser.add_argument("--json", required=True, help="a file for the figures")
    return parser.parse_args()


@contextmanager
def _site() -> Iterator[NewApplicant]:
    """Yield what opens a new browser window on a site of its own."""
    with TemporaryDirectory() as folder, open_post_office() as office, sync_playwright() as started:
        browser = started.chromium.launch(**launch_options())
        with running_site(Path(folder)) as address:
            yield lambda: on_a_phone(browser, address, office)
        browser.close()


def _walked(applicants: NewApplicant, number: int, only_required: bool) -> list[Screen]:
    with applicants() as applicant:
        applicant.takes(number)
        return Walk(applicant, only_required).goes()


def _told(way: str, walks: Mapping[int, list[Screen]]) -> dict[str, Any]:
    """Print the figures of each walk and their medians; return them with the screens behind."""
    told = {str(number): figures(screens) for number, screens in walks.items()}
    told["median"] = medians(list(told.values()))
    print(f"\n{way.capitalize()}\n")
    _print("sample", told)
    for name in told["median"]:
        _print(name, [_number(name, row[name]) for row in told.values()])
    sys.stdout.flush()
    return {**told, "screens": {number: list(map(asdict, walk)) for number, walk in walks.items()}}


def _print(name: str, cells: Iterable[str]) -> None:
    print(f"{name:26}", *(f"{cell:>6}" for cell in cells))


def _number(name: str, value: float) -> str:
    """Write a median of ten between two numbers as it is, where the half is worth telling."""
    told = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    return told if name.startswith("minutes") else told.removesuffix(".0")


if __name__ == "__main__":
    main()
