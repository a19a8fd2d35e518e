"""What answering a question changes of the record: words of the rest stay as they were sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from regelruimte.fields.question import Question, Situation, asked, is_empty, record
from regelruimte.proposals.columns import Record
from regelruimte.proposals.questions import QUESTIONS


def newly_needed(before: Situation, after: Situation) -> set[str]:
    """Return the questions that became required by an answer and have none yet."""
    return _missing(after) - _missing(before)


def renewed(
    old: Sequence[Mapping[str, str]],
    before: Situation,
    after: Situation,
    answered: Collection[str],
) -> Record:
    """Return the record with the answered questions in today's words.

    So are those that an answer words otherwise or asks anew; what is no longer asked is left
    out. All others stay as they were sent, also when the site words them otherwise by now.
    """
    was, now = _labels(before), _labels(after)
    entries = {entry.key: asdict(entry) for entry in record(QUESTIONS, after)}
    fresh = {key for key in now if key in answered or was.get(key) != now[key]}
    kept = [dict(entry) for entry in old if entry["key"] not in was.keys() - now.keys()]
    known = {entry["key"] for entry in kept}
    words = [entries[e["key"]] if e["key"] in fresh else e for e in kept]
    return _in_order(words + [entries[key] for key in now if key in fresh - known])


def _missing(situation: Situation) -> set[str]:
    answers = situation.answers
    return {
        question.key
        for question in asked(QUESTIONS, situation)
        if question.required(situation) and is_empty(answers.get(question.key))
    }


def _labels(situation: Situation) -> dict[str, str]:
    return {q.key: q.label_in(situation) for q in asked(QUESTIONS, situation)}


def _in_order(entries: Record) -> Record:
    # What is asked no more, and the remark, come last.
    places = {question.key: place for place, question in enumerate(QUESTIONS)}
    return sorted(entries, key=lambda entry: places.get(entry["key"], len(places)))


def reopened(keys: Collection[str], situation: Situation) -> tuple[Question, ...]:
    """Return the asked questions among these, in their order."""
    return tuple(q for q in asked(QUESTIONS, situation) if q.key in keys)
