"""Undoing a reply as long as the applicant does not see it; either coordinator may."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.mail import outbox
from regelruimte.replies import mails
from regelruimte.replies.wait import end_wait
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Proposal, Reply


def undo(reply: Reply, by: Coordinator, config: Config) -> None:
    """Give the proposal its previous status back, cancel the applicant's mail, tell the other.

    Of a reply that waits for a second nothing counted yet: it only waits no more. Raises TooLate,
    and changes nothing, when the applicant sees the reply by now, or when something else has
    happened since.
    """
    with transaction():
        if not (_take_back(reply) if reply.given_at is None else _undo(reply)):
            raise TooLate
        proposal = Proposal.get_by_id(reply.proposal.id)
        events.add(proposal, "undone", by.email, reply=reply.id, kind=reply.kind)
        outbox.cancel(proposal, reply=reply)
        mails.tell_of_undoing(reply, proposal, by, config)


def _take_back(reply: Reply) -> bool:
    return hold(reply.proposal) and end_wait(reply, undone_at=clock.now())


def _undo(reply: Reply) -> bool:
    return _mark_undone(reply) and _change_back(reply)


def _mark_undone(reply: Reply) -> bool:
    now = clock.now()
    hidden = Reply.given_at.is_null(False) & Reply.undone_at.is_null() & (Reply.visible_at > now)
    return bool(Reply.update(undone_at=now).where(Reply.id == reply.id, hidden).execute())


def _change_back(reply: Reply) -> bool:
    changed = Proposal.update(
        status=reply.previous_status,
        status_version=Proposal.status_version + 1,
        reply_due=reply.previous_reply_due,
        first_reply_at=reply.previous_first_reply_at,
        closed_at=reply.previous_closed_at,
    ).where(
        Proposal.id == reply.proposal,
        Proposal.status == reply.kind,
        Proposal.status_version == reply.status_version + 1,
    )
    return bool(changed.execute())
