"""Keeping a finished check, for the figures: its answers and the day, and nobody's name."""

from __future__ import annotations

from collections.abc import Mapping

from regelruimte.check.verdict import verdict
from regelruimte.store.models import FinishedCheck


def finish(check: Mapping[str, str]) -> None:
    """Store a finished check; raises KeyError when an answer is missing."""
    FinishedCheck.create(answers=dict(check), outcome=verdict(check).outcome.key)
