"""Giving a prepared reply: status, event and mails in one transaction; of two, one wins."""

from __future__ import annotations

from datetime import datetime, timedelta

from peewee import fn

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.mail import kinds
from regelruimte.proposals import mails
from regelruimte.proposals.status import leading_to, status
from regelruimte.replies.outcome import reply_kind
from regelruimte.replies.prepare import discard
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Link, Proposal, Reply


class TooLate(Exception):
    """Somebody changed the proposal, or this reply, since it was prepared."""


def give(reply: Reply, config: Config) -> None:
    """Give this prepared reply; the applicant hears of it when it can no longer be undone.

    Raises TooLate, and changes nothing, when the status, the text or the reply itself is not
    what it was when the reply was prepared.
    """
    visible_at = clock.now() + timedelta(minutes=config.undo_minutes)
    with transaction():
        if not (_change_status(reply) and _mark_given(reply, visible_at)):
            raise TooLate
        discard(reply.link)
        proposal = Proposal.get_by_id(reply.proposal.id)
        events.add(proposal, "replied", reply.coordinator, reply=reply.id, kind=reply.kind)
        _queue_mails(reply, proposal, config, visible_at)


def _change_status(reply: Reply) -> bool:
    """Give the proposal its new status if it still is what the coordinator saw."""
    now = clock.now()
    new = status(reply.kind)
    changed = (
        Proposal.update(
            status=new.key,
            turn=Proposal.turn + 1,
            first_reply_at=fn.COALESCE(Proposal.first_reply_at, now),
            closed_at=now if new.is_closed else None,
        )
        .where(
            Proposal.id == reply.proposal,
            Proposal.status.in_(leading_to(new.key)),
            Proposal.turn == reply.turn,
            Proposal.revision == reply.revision,
        )
        .execute()
    )
    return bool(changed)


def _mark_given(reply: Reply, visible_at: datetime) -> bool:
    given = Reply.update(given_at=clock.now(), visible_at=visible_at)
    return bool(given.where(Reply.id == reply.id, Reply.given_at.is_null()).execute())


def _queue_mails(reply: Reply, proposal: Proposal, config: Config, visible_at: datetime) -> None:
    mails.to_coordinators(
        kinds.NOTICE,
        proposal,
        config,
        but=reply.coordinator,
        coordinator=reply.coordinator_name,
        told=reply_kind(reply.kind).told,
        undo_minutes=config.undo_minutes,
    )
    mails.to_applicant(kinds.REPLY, proposal, config, not_before=visible_at)


def was_given(link: Link, seen: str) -> bool:
    """Tell whether the reply that somebody saw was given with this link."""
    given = Reply.link == link, Reply.given_at.is_null(False)
    return any(reply.seen == seen for reply in Reply.select().where(*given))


def given_replies(proposal: Proposal) -> list[Reply]:
    """Return the replies that were given and not undone, the oldest first."""
    given = Reply.given_at.is_null(False) & Reply.undone_at.is_null()
    return list(
        Reply.select().where(Reply.proposal == proposal, given).order_by(Reply.given_at, Reply.id)
    )
