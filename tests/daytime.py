"""The clock at noon: some of what the site does waits for the morning, whenever the tests run."""

from __future__ import annotations

from datetime import timedelta

from regelruimte import clock


def until_noon() -> timedelta:
    """Return how far the clock must be moved for it to be about noon in the Netherlands."""
    return timedelta(hours=12 - clock.now().astimezone(clock.NETHERLANDS).hour)
