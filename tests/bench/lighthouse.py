"""Lighthouse looks at the call, the check and a step: `make lighthouse`; it needs npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

from tests.bench.browser import Browser, Measured, begins
from tests.bench.journeys import both

_LIGHTHOUSE = "lighthouse@12.8.2"  # the newest that runs on Node 20
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
_GOAL = 98
# Whoever has the address of a draft can read it: search engines are kept out, and Lighthouse
# takes off for that.
_SECRET = "--skip-audits=is-crawlable"


def main() -> int:
    """Print the four figures of three pages as on a phone; 1 when one is below the goal."""
    lowest = 100
    with both() as (site, _, _):
        step, _ = begins(Browser(site.address, Measured()))
        looks = (("/", "/", ()), ("/check", "/check", ()), ("a step", step, (_SECRET,)))
        for name, path, more in looks:
            figures = look(f"http://{site.address}{path}", *more)
            lowest = min(lowest, *figures.values())
            print(f"{name:8}", *(f"{what} {figure}" for what, figure in figures.items()), sep="  ")
    return int(lowest < _GOAL)


def look(address: str, *more: str) -> dict[str, int]:
    """Return the figures of one page, 0 to 100, by category."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    command = ["npx", "--yes", _LIGHTHOUSE, address, "--quiet", "--output=json", *more]
    done = subprocess.run(
        [*command, "--no-enable-error-reporting", f"--chrome-flags={_FLAGS}"],
        env=os.environ | {"CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
    )
    categories = json.loads(done.stdout)["categories"]
    return {name: round(each["score"] * 100) for name, each in categories.items()}


if __name__ == "__main__":
    sys.exit(main())
