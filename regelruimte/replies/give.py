"""Giving a prepared reply: status, event and mails in one transaction; of two, one wins."""

from __future__ import annotations

from datetime import timedelta

from peewee import Case, fn

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.proposals.status import status
from regelruimte.replies import mails
from regelruimte.replies.kinds import ReplyKind, replies_lead_from, reply_kind
from regelruimte.replies.prepare import discard
from regelruimte.replies.queries import given_replies, undoable
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Proposal, Reply


def give(reply: Reply, config: Config) -> None:
    """Give this prepared reply; the applicant hears of it when it can no longer be undone.

    Raises TooLate, and changes nothing, when the status, the text or the reply itself is not
    what it was when the reply was prepared, or when another one can still be undone: the
    applicant would hear both.
    """
    with transaction():
        earlier = given_replies(reply.proposal)
        if undoable(reply.proposal, earlier):
            raise TooLate
        if not (_change_status(reply, config) and _mark_given(reply, config)):
            raise TooLate
        discard(reply.link)
        proposal = Proposal.get_by_id(reply.proposal.id)
        events.add(proposal, "replied", reply.coordinator, reply=reply.id, kind=reply.kind)
        mails.tell_of_reply(reply, proposal, config)
        mails.tell_of_talk(reply, proposal, [*earlier, reply], config)


def _change_status(reply: Reply, config: Config) -> bool:
    """Give the proposal its new status if it still is what the coordinator saw."""
    kind = reply_kind(reply.kind)
    changed = Proposal.update(**_columns(reply, kind, config)).where(
        Proposal.id == reply.proposal,
        Proposal.status.in_(replies_lead_from(kind)),
        Proposal.status_version == reply.status_version,
        Proposal.revision == reply.revision,
    )
    return bool(changed.execute())


def _columns(reply: Reply, kind: ReplyKind, config: Config) -> dict[str, object]:
    """Return what a reply of this kind makes of the proposal; whoever replies picks it up."""
    now, days = clock.now(), config.terms.reply_working_days
    columns: dict[str, object] = {
        "status": kind.key,
        "status_version": Proposal.status_version + 1,
        "first_reply_at": fn.COALESCE(Proposal.first_reply_at, now),
        "handler": Case(None, ((Proposal.handler == "", reply.coordinator),), Proposal.handler),
        "closed_at": now if status(kind.key).is_closed else None,
    }
    if kind.for_closed:  # the term begins anew
        columns["reply_due"] = clock.add_working_days(clock.today(), days)
    return columns


def _mark_given(reply: Reply, config: Config) -> bool:
    """Note since when it is given and from when it shows, unless that was done meanwhile."""
    reply.given_at = clock.now()
    reply.visible_at = reply.given_at + timedelta(minutes=config.undo_minutes)
    given = Reply.update(given_at=reply.given_at, visible_at=reply.visible_at)
    return bool(given.where(Reply.id == reply.id, Reply.given_at.is_null()).execute())
