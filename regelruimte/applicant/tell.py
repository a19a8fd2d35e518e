"""Telling more after sending: short parts, each saved as it comes, which mail nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regelruimte import clock
from regelruimte.applicant.record_update import changes_of, renewed, texts_of, with_answers
from regelruimte.fields.question import Question, Value, asked, is_empty, is_equal
from regelruimte.proposals.columns import derived, write
from regelruimte.proposals.questions import PARTS, QUESTIONS, Step
from regelruimte.replies.changes import changes_since, note_told
from regelruimte.replies.kinds import asks_for_all
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal, Reply


def may_tell(status: str, open_request: Reply | None) -> bool:
    """Tell whether the applicant can tell more: until a reply, and when a coordinator asks for all.

    `status` is the one to go by, that of the database or that which the applicant sees.
    """
    is_asked = open_request is not None and asks_for_all(open_request.answers)
    return is_asked or status == "submitted"


def parts_of(proposal: Proposal) -> dict[Step, tuple[Question, ...]]:
    """Return the parts that ask something of this proposal, with their questions."""
    questions = asked(QUESTIONS, proposal.situation)
    parts = {part: tuple(q for q in questions if q.step == part.slug) for part in PARTS}
    return {part: asks for part, asks in parts.items() if asks}


def answered(proposal: Proposal, questions: Sequence[Question]) -> int:
    """Return how many of these questions have an answer."""
    return sum(not is_empty(proposal.answers.get(question.key)) for question in questions)


def told_elsewhere(
    proposal: Proposal, revision: int, values: Mapping[str, Value]
) -> dict[str, str]:
    """Return what another window told otherwise since this `revision`, by its question."""
    stored = proposal.answers
    return {
        change.key: change.after
        for change in changes_since(proposal, revision)
        if change.key in values and not is_equal(stored.get(change.key), values[change.key])
    }


def is_news(proposal: Proposal, values: Mapping[str, Value]) -> bool:
    """Tell whether any of these answers differs from what is stored."""
    stored = proposal.answers
    return not all(is_equal(stored.get(key), value) for key, value in values.items())


def tell(
    proposal: Proposal, questions: tuple[Question, ...], values: Mapping[str, Value], *statuses: str
) -> bool:
    """Store the answers to one part; tell whether they are stored.

    Not once the proposal is in none of these `statuses` any more, or another window told otherwise
    since it was read. Nothing is written of what is stored already.
    """
    seen = proposal.revision
    while proposal.status in statuses:
        with transaction():
            if _store(proposal, questions, values):
                return True
        # Another window told something at this very moment, or somebody replied.
        proposal.__data__.update(Proposal.get_by_id(proposal.id).__data__)
        if told_elsewhere(proposal, seen, values):
            break
    return False


def _store(
    proposal: Proposal, questions: tuple[Question, ...], values: Mapping[str, Value]
) -> bool:
    if not is_news(proposal, values):
        return True
    before, after = texts_of(proposal), with_answers(proposal, values)
    record = renewed(proposal.record, after, values)
    columns = derived(proposal.reference, after.answers, record) | {
        "revision": proposal.revision + 1,
        "changed_at": clock.now(),
    }
    if not write(proposal, columns, Proposal.status == proposal.status):
        return False
    note_told(proposal, changes_of(before, questions, texts_of(proposal)))
    return True
