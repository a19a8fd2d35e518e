"""A finished check in words, kept with what is sent: later wording never changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import verdict
from regelruimte.fields.question import Situation, record


def check_record(check: Mapping[str, str]) -> dict[str, object]:
    """Return the outcome, its title, every reason and every answer, in words.

    Raises KeyError when an answer is missing.
    """
    reached = verdict(check)
    return {
        "outcome": reached.outcome.key,
        "title": reached.outcome.title,
        "reasons": [asdict(reason) for reason in reached.reasons],
        "answers": [answered.entry() for answered in record(CRITERIA, Situation(check))],
    }
