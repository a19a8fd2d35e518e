"""The conditions that may go with a pilot, as data: offered by what the proposal tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from regelruimte import clock
from regelruimte.fields.question import Answers, Choice, label
from regelruimte.proposals.levels import group_of

WHO: tuple[Choice, ...] = (
    Choice("applicant", "De indiener"),
    Choice("coordinator", "Een coördinator"),
    Choice("bzk", "BZK"),
    Choice("rule_owner", "Wie over de regel beslist"),
    Choice("works_council", "De ondernemingsraad"),
    Choice("dpo", "De functionaris gegevensbescherming"),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A condition to choose: who sees to it, and for which answers to the proposal it is meant."""

    key: str
    text: str
    who: str
    holds: Callable[[Answers], bool]
    is_before_start: bool = True


def _is_of_employer(answers: Answers) -> bool:
    group = group_of(str(answers.get("rule_level") or ""))
    return group is not None and group.key in ("internal_rule", "collective_agreement")


def _touches(boundary: str) -> Callable[[Answers], bool]:
    return lambda answers: boundary in _boundaries(answers)


def _boundaries(answers: Answers) -> Sequence[str]:
    told = answers.get("boundaries")
    return told if isinstance(told, list) else ()


# Whose rule it is and what a law must say of it is no condition: the room itself holds that.
OFFERED: tuple[Offered, ...] = (
    Offered(
        "works_council",
        "De ondernemingsraad weet van de pilot, of gaf toestemming.",
        "works_council",
        _is_of_employer,
    ),
    Offered(
        "privacy",
        "De functionaris gegevensbescherming heeft meegekeken.",
        "dpo",
        _touches("privacy"),
    ),
    Offered(
        "residents_rights",
        "Inwoners houden hun recht op bezwaar en beroep.",
        "applicant",
        _touches("residents_rights"),
        is_before_start=False,
    ),
    Offered(
        "cost_to_others",
        "Wie kosten krijgt door de pilot, heeft ja gezegd.",
        "applicant",
        _touches("cost_to_others"),
    ),
)


def offered(answers: Answers) -> tuple[Offered, ...]:
    """Return the conditions that these answers to a proposal's questions call for."""
    return tuple(each for each in OFFERED if each.holds(answers))


class Written(Protocol):
    """The columns of a condition that are told."""

    uid: str
    text: str
    who: str
    is_before_start: bool
    due: date | None
    met_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """A condition in words: who sees to it, what, by when and whether it is met."""

    uid: str
    who: str
    text: str
    facts: str


def told(condition: Written) -> Told:
    """Return a condition as both sides read it, with what was noted of it."""
    facts = " ".join(filter(None, (_facts(condition), condition.note)))
    return Told(condition.uid, label(WHO, condition.who), condition.text, facts)


def told_outside(condition: Written) -> Told:
    """Return a condition without what was noted of it, which may say whose it is."""
    return Told(condition.uid, label(WHO, condition.who), condition.text, _facts(condition))


def _facts(condition: Written) -> str:
    when = "Voordat de pilot begint" if condition.is_before_start else "Terwijl de pilot loopt"
    due = f", uiterlijk op {clock.dutch_date(condition.due)}" if condition.due else ""
    met = "Nog niet aan voldaan."
    if condition.met_at:
        met = f"Aan voldaan op {clock.dutch_date(condition.met_at)}."
    return f"{when}{due}. {met}"
