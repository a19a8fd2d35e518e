"""A proposal in short, for whoever is asked for a yes: the case for a pilot, not whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regelruimte.proposals.questions import QUESTIONS

_SUMMARY = (
    "rule_text",
    "rule_level",
    "rule_source",
    "rule_owner",
    "example",
    "frequency",
    "hours_per_month",
    "affected",
    "rule_purpose",
    "pilot_form",
    "alternative",
    "safeguard",
    "expected_gain",
    "measure",
    "boundaries",
    "risk",
    "start_month",
    "duration_months",
    "colleagues",
    "mandate_help",
)


def summary_of(record: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return what counts of a record ({"key", "label", "text"}), by the questions' short names."""
    short = {question.key: question.short for question in QUESTIONS}
    entries = {e["key"]: {**e, "label": short.get(e["key"], e["label"])} for e in record}
    return [entries[key] for key in _SUMMARY if key in entries and entries[key]["text"]]
