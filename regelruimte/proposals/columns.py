"""The columns that follow from the answers, made in one place and written with them."""

from __future__ import annotations

from collections.abc import Mapping

from peewee import Expression, Node

from regelruimte.fields.question import Answers
from regelruimte.limits.person import person
from regelruimte.proposals import citation
from regelruimte.proposals.title import title_of
from regelruimte.store.models import Proposal
from regelruimte.store.search import words_of

Columns = Mapping[str, object]
_LONGEST_RULE = 500  # characters, of a link; PostgreSQL indexes 2,704 bytes at most
# The answers in words, in the order of the questions: {"key", "step", "label", "text"}.
Record = list[dict[str, str]]


def derived(reference: str | None, answers: Answers, record: Record) -> dict[str, object]:
    """Return the answers of a sent proposal, their words, and every column that follows from them.

    What follows from the check is not among them: it is fixed once, when the proposal is sent.
    """
    email = str(answers.get("email") or "").lower()
    return {
        "answers": dict(answers),
        "record": record,
        "title": title_of(answers).strip(),
        "email": email,
        "person": person(email) if email else "",
        "organisation": answers.get("organisation") or "",
        "rule_level": answers.get("rule_level") or "",
        "pilot_form": answers.get("pilot_form") or "",
        "confidential": answers.get("confidential") == "confidential",
        **cited(answers),
        "words": words_of(reference, record),
    }


def cited(answers: Answers) -> dict[str, object]:
    """Return the columns that say which rule is cited, by today's reading of the answer."""
    found = citation.read(answers.get("rule_source"))
    return {
        # What a name only suggests is told nowhere as if it were sure.
        "citation": found.text if found and found.url and not found.is_suggested else "",
        "rule": found.identity.rule[:_LONGEST_RULE] if found else "",
        "part": found.identity.part if found else "",
        "rule_suggested": bool(found and found.is_suggested),
        "rule_reading": citation.READING,
    }


def from_check(check: Mapping[str, str]) -> dict[str, object]:
    """Return the answers of the check, and what follows from them already in a draft."""
    return {"check_answers": dict(check), "workplace": check.get("workplace", "")}


def write(proposal: Proposal, columns: Columns, *conditions: Expression) -> bool:
    """Store the columns if the text is still the revision that was read; tell whether it was.

    The conditions must hold as well. `proposal` then has the same columns, except those that the
    database counts itself (a Peewee expression): these stay as they were read.
    """
    changed = Proposal.update(**columns).where(
        Proposal.id == proposal.id, Proposal.revision == proposal.revision, *conditions
    )
    if not changed.execute():
        return False
    _note(proposal, columns)
    return True


def write_draft(proposal: Proposal, columns: Columns) -> bool:
    """Do the same for a draft that is not sent yet; no column is an expression."""
    equal = {"id": proposal.id, "revision": proposal.revision, "status": "draft"}
    if not Proposal.change(columns, **equal):
        return False
    _note(proposal, columns)
    return True


def _note(proposal: Proposal, columns: Columns) -> None:
    known = {name: value for name, value in columns.items() if not isinstance(value, Node)}
    proposal.__data__.update(known)
