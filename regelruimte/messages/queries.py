"""Which messages a proposal has, and which of the applicant's nobody answered yet."""

from __future__ import annotations

from datetime import datetime

from peewee import ModelSelect, fn

from regelruimte import clock
from regelruimte.store.models import Message, Proposal, Reply
from regelruimte.store.types import Condition


def messages_of(proposal: Proposal) -> list[Message]:
    """Return what both sides wrote about this proposal, the oldest first."""
    query = Message.select().where(Message.proposal == proposal)
    return list(query.order_by(Message.at, Message.id))


def unanswered(proposal: Proposal, *, as_applicant: bool = False) -> list[Message]:
    """Return what the applicant wrote and no coordinator answered, the oldest first.

    To the applicant (`as_applicant`) a reply that can still be undone answers nothing yet.
    """
    query = Message.select().where(Message.proposal == proposal, _is_open(as_applicant))
    return list(query.order_by(Message.id))


def has_written_since(proposal: Proposal, moment: datetime) -> bool:
    """Tell whether the applicant wrote a message after this moment."""
    theirs = Message.proposal == proposal, Message.coordinator == "", Message.at > moment
    return bool(Message.select().where(*theirs).exists())


def first_day() -> ModelSelect[Message]:
    """Return the query of the day by which a proposal's first message is to be answered."""
    return Message.select(fn.MIN(Message.answer_due)).where(
        Message.proposal == Proposal.id, _is_open()
    )


def has_unanswered() -> Condition:
    """Return the condition of a proposal whose applicant waits for an answer to a message."""
    # By their number: asked of each proposal by itself, all proposals would be gone through.
    found: Condition = Proposal.id.in_(Message.select(Message.proposal).where(_is_open()))
    return found


def _is_open(as_applicant: bool = False) -> Condition:
    """Hold for a message of the applicant that neither a message nor a reply came after.

    A reply counts as long as nobody undoes it, and only when a person gave it: one that waited for
    a second was written before that.
    """
    was_written_after = fn.COALESCE(Reply.waits_since, Reply.given_at) > Message.at
    is_given = Reply.given_at.is_null(False) & Reply.undone_at.is_null()
    given = Reply.coordinator != "", was_written_after, is_given
    seen = [Reply.visible_at <= clock.now()] if as_applicant else []
    reply = Reply.select(1).where(Reply.proposal == Message.proposal, *given, *seen)
    is_open: Condition = Message.answer_due.is_null(False) & Message.answered_at.is_null()
    is_open &= ~fn.EXISTS(reply)
    return is_open
