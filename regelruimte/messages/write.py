"""Writing a message to the other side: the message, its event and its mails; no status changes."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.limits.count import Limit, take
from regelruimte.messages import mails
from regelruimte.messages.answered import note_answered
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Message, Proposal

ANSWER_DAYS = 5  # working days within which we want to answer
_WITHDRAWN = "withdrawn"
_OF_APPLICANT = Limit("messages of an applicant", an_hour=10, a_day=30)
_OF_COORDINATORS = Limit("messages to an applicant", an_hour=30, a_day=100)


def may_write(proposal: Proposal) -> bool:
    """Tell whether messages can be written: until it is withdrawn, or nobody's any more."""
    return proposal.status != _WITHDRAWN and proposal.anonymised_at is None


def is_within_limit(proposal: Proposal, by: Coordinator | None) -> bool:
    """Count a message that is about to be written, and tell whether it is not one too many.

    Each stays and is mailed: one link may neither fill the disk nor a mailbox.
    """
    return take((_OF_COORDINATORS if by else _OF_APPLICANT, proposal.uid))


def write(proposal: Proposal, text: str, by: Coordinator | None, config: Config) -> None:
    """Store and mail a message of this coordinator, or of the applicant when it is by None.

    The same text once more is the same message: somebody pressed twice. Raises TooLate, and
    changes nothing, when the proposal was withdrawn or made anonymous meanwhile.
    """
    with transaction():
        if not hold(proposal, Proposal.status != _WITHDRAWN, Proposal.anonymised_at.is_null()):
            raise TooLate
        if _is_last(proposal, text, by):
            return
        message = _store(proposal, text, by)
        events.add(proposal, "message", by.email if by else "applicant")
        if by is None:
            mails.tell_coordinators(message, proposal, config)
        else:
            note_answered(proposal)
            mails.tell_applicant(proposal, by, config)


def _store(proposal: Proposal, text: str, by: Coordinator | None) -> Message:
    return Message.create(
        proposal=proposal,
        coordinator=by.email if by else "",
        coordinator_name=by.name if by else "",
        text=text,
        answer_due=None if by else clock.add_working_days(clock.today(), ANSWER_DAYS),
    )


def _is_last(proposal: Proposal, text: str, by: Coordinator | None) -> bool:
    """Tell whether the last message of this proposal is this one."""
    query = Message.select().where(Message.proposal == proposal).order_by(Message.id.desc())
    last: Message | None = query.first()
    writer = by.email if by else ""
    return last is not None and (last.coordinator, last.text) == (writer, text)
