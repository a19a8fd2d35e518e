"""What is known before a step asks it, and filled in beforehand: nobody types it twice."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte.fields.question import Answers, Value, is_empty
from regelruimte.pilots.agreement import suggested
from regelruimte.pilots.steps import PilotStep
from regelruimte.store.models import Pilot, Proposal, Reply

# By the question of a step: those of the proposal that asked it before. One of them is answered.
_TOLD = {
    "mandate_note": ("mandate_holder", "mandate_help"),
    "baseline_hours": ("hours_per_month",),
}


def begun_with(
    step: PilotStep, proposal: Proposal, pilot: Pilot, replies: Sequence[Reply]
) -> Answers:
    """Return the answers to begin this step with, by the key of their question.

    `replies` are those that were given. What somebody has to decide is never among them.
    """
    if step.key == "agree":
        return suggested(proposal, pilot, replies)
    if step.key == "postpone":
        return dict(pilot.answers)
    asks_again = [question.key for question in step.questions if question.key in _TOLD]
    return {key: _known(key, proposal.answers, pilot.answers) for key in asks_again}


def _known(key: str, told: Answers, written: Answers) -> Value:
    """Return what was last written at a step, or else told in the proposal."""
    if key in written:
        return written[key]
    return next((told[each] for each in _TOLD[key] if not is_empty(told.get(each))), None)
