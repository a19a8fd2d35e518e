"""The long run, `make faults`: what `make test` does a few times or not at all, it does often."""

from __future__ import annotations

import os

LONG = os.environ.get("FAULTS") == "long"


def times(short: int, long: int) -> int:
    """How often to do something: `make faults` takes its time."""
    return long if LONG else short
