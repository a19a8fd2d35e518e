"""What an answer that comes after the sending changes: the rest stays in its own words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from regelruimte.fields.question import Question, Situation, Value, is_empty, record
from regelruimte.proposals.columns import Record
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.replies.changes import Change
from regelruimte.store.models import Proposal


def with_answers(proposal: Proposal, values: Mapping[str, Value]) -> Situation:
    """Return the proposal's situation with these answers in the place of what it had."""
    before = proposal.situation
    return Situation({**before.answers, **values}, before.check)


def renewed(
    old: Sequence[Mapping[str, str]], after: Situation, answered: Collection[str]
) -> Record:
    """Return the record with the answered questions in today's words, in the questions' order.

    All others stay as they were sent, also when the site words them otherwise by now. What was
    not answered before and is not now gets no line.
    """
    known = {entry["key"] for entry in old}
    fresh = {
        entry.key: entry.entry()
        for entry in record(QUESTIONS, after)
        if entry.key in answered and (entry.key in known or not is_empty(after.answers[entry.key]))
    }
    return _in_order([*(dict(each) for each in old if each["key"] not in fresh), *fresh.values()])


def texts_of(proposal: Proposal) -> dict[str, str]:
    """Return each answer in words, by the key of its question."""
    return {entry["key"]: entry["text"] for entry in proposal.record}


def changes_of(
    before: Mapping[str, str], questions: Iterable[Question], after: Mapping[str, str]
) -> list[Change]:
    """Return each of the questions with its words before and after, as `texts_of` has them."""
    return [Change(q.key, q.label, before.get(q.key, ""), after.get(q.key, "")) for q in questions]


def _in_order(entries: Record) -> Record:
    # What is asked no more, and the remark, come last.
    places = {question.key: place for place, question in enumerate(QUESTIONS)}
    return sorted(entries, key=lambda entry: places.get(entry["key"], len(places)))
