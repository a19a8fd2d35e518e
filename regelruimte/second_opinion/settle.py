"""Ending the wait of a reply so that it counts, in the transaction of whoever or what ends it."""

from __future__ import annotations

from regelruimte.config import Config
from regelruimte.replies.give import let_count
from regelruimte.replies.queries import given_replies
from regelruimte.replies.wait import end_wait
from regelruimte.second_opinion import mails
from regelruimte.store import events
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Reply
from regelruimte.store.types import Columns


def settle(
    event: str, reply: Reply, why: Columns, config: Config, undo_minutes: int | None = None
) -> None:
    """Let the reply count, note in its columns `why`, and tell the others.

    Call it while the proposal is held. Raises TooLate when the wait was over, or when the status is
    another by now.
    """
    if not end_wait(reply, **why):
        raise TooLate
    events.add(reply.proposal, event, reply.second, reply=reply.id, kind=reply.kind)
    earlier = given_replies(reply.proposal)
    proposal = let_count(reply, config, earlier=earlier, undo_minutes=undo_minutes)
    mails.tell_outcome(reply, proposal, config)
