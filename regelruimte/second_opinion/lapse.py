"""The end of a wait that nobody ended: the reply counts, so that no holiday breaks a promise."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config, Policy
from regelruimte.replies.queries import is_waiting
from regelruimte.replies.wait import end_wait
from regelruimte.second_opinion.settle import settle
from regelruimte.store.db import transaction
from regelruimte.store.for_each import for_each
from regelruimte.store.hold import hold
from regelruimte.store.models import Proposal, Reply


def lapse(config: Config) -> int:
    """Let every reply count of which the wait is over by now; return how many."""
    due = list(Reply.whole(Reply.waits_until <= clock.now()).order_by(Reply.id))
    return for_each(due, lambda reply: _lapse(reply, config))


def _lapse(reply: Reply, config: Config) -> int:
    """Let one reply count, unless somebody was first or its proposal stands otherwise by now.

    Where an objection was all that could stop it, it could be stopped for a day: no time is left to
    undo it.
    """
    with transaction():
        if not hold(reply.proposal):
            return 0
        reply.proposal = Proposal.get_by_id(reply.proposal.id)
        if not is_waiting(reply, reply.proposal):
            end_wait(reply)
            return 0
        minutes = 0 if reply.policy == Policy.OBJECTION else None
        settle("lapsed", reply, {"lapsed_at": clock.now()}, config, minutes)
    return 1
