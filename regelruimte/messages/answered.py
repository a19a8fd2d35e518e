"""What the applicant wrote waits no more: a coordinator answered, or says that nobody needs to."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Message, Proposal


def note_answered(proposal: Proposal) -> bool:
    """Let no message of the applicant wait any more; tell whether one did."""
    waiting = Message.proposal == proposal, Message.answer_due.is_null(False)
    answered = Message.update(answered_at=clock.now()).where(
        *waiting, Message.answered_at.is_null()
    )
    return bool(answered.execute())


def needs_no_answer(proposal: Proposal, by: Coordinator) -> None:
    """Let what the applicant wrote wait no more; nobody is mailed."""
    with transaction():
        if note_answered(proposal):
            events.add(proposal, "no_answer_needed", by.email)
