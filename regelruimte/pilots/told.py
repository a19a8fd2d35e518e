"""What is known before a step asks it, and filled in beforehand: nobody types it twice."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte.fields.question import Answers, Question, Situation, Value, is_empty
from regelruimte.pilots.agreement import suggested
from regelruimte.pilots.steps import APPLICANT, PilotStep
from regelruimte.proposals.questions import question_of
from regelruimte.store.models import Pilot, Proposal, Reply

# By the question of a step: those of the proposal that asked it before. One of them is answered.
_TOLD = {
    "mandate_note": ("mandate_holder", "mandate_help"),
    "baseline_hours": ("hours_per_month",),
    "rule_owner": ("rule_owner",),
}
# By the step: what of the proposal stands beside its questions, and is filled in nowhere.
_BESIDE = {"room": ("rule_level", "rule_owner", "rule_source")}


def begun_with(
    step: PilotStep, proposal: Proposal, pilot: Pilot, replies: Sequence[Reply], side: str
) -> Answers:
    """Return the answers to begin this step with, by the key of their question.

    `replies` are those that were given. What somebody has to decide is never among them, nor,
    behind a mailed link, what a step needs: a machine that sends the page as it finds it would
    take the step. There `told` says it beside the question.
    """
    if step.key == "agree":
        return suggested(proposal, pilot, replies)
    if step.key == "postpone":
        return dict(pilot.answers)
    if step.key == "room":
        written = (q.key for q in step.questions if q.key != "room" and q.key in pilot.answers)
        return {key: pilot.answers[key] for key in written}
    asks_again = [q.key for q in step.questions if q.key in _TOLD and _may_begin(q, side)]
    return {key: _known(key, proposal.answers, pilot.answers) for key in asks_again}


def told(step: PilotStep, proposal: Proposal) -> list[dict[str, str]]:
    """Return what the proposal told already of what this step asks, as it was recorded."""
    keys = {key for question in step.questions for key in _TOLD.get(question.key, ())}
    keys.update(_BESIDE.get(step.key, ()))
    return [entry for entry in proposal.record if entry["key"] in keys and entry["text"]]


def _may_begin(question: Question, side: str) -> bool:
    return side != APPLICANT or not question.required(Situation())


def _known(key: str, told: Answers, written: Answers) -> Value:
    """Return what was last written at a step, or else told in the proposal."""
    if key in written:
        return written[key]
    answers = (_in_words(each, told.get(each)) for each in _TOLD[key])
    return next((answer for answer in answers if not is_empty(answer)), None)


def _in_words(key: str, told: Value) -> Value:
    """Return what a choice is called; "weet ik niet" is no answer. Other answers are their own."""
    question = question_of(key)
    if question is None or not question.choices:
        return told
    choice = question.choice(str(told))
    return choice.label if choice and choice.key != "unknown" else None
