"""Keeping a finished check, for the figures: its answers and the day, and nobody's name."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from regelruimte.check.verdict import verdict
from regelruimte.store.models import FinishedCheck

_NUMBERS = 2**62  # a row's number has 64 bits, with its sign


def finish(check: Mapping[str, str]) -> None:
    """Store a finished check; raises KeyError when an answer is missing.

    Its number is random: in the order of the checks one could find back who began a proposal next.
    """
    number = secrets.randbelow(_NUMBERS) + 1
    FinishedCheck.create(id=number, answers=dict(check), outcome=verdict(check).outcome.key)
