"""A second who thinks otherwise: the reply counts for nothing, and the two of them talk."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.replies.wait import end_wait
from regelruimte.second_opinion import mails
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Proposal, Reply


def disagree(reply: Reply, why: str, by: Coordinator, config: Config) -> None:
    """Note the objection and tell the writer; the applicant never hears of it.

    Raises TooLate, and changes nothing, when somebody was first, or when the proposal is not what
    the second saw: that of the `reply`, as it was read.
    """
    seen = reply.proposal
    as_seen = Proposal.revision == seen.revision, Proposal.status_version == reply.status_version
    with transaction():
        if not hold(seen, *as_seen):
            raise TooLate
        if not end_wait(reply, second=by.email, objected_at=clock.now(), objection=why):
            raise TooLate
        events.add(seen, "objected", by.email, reply=reply.id, kind=reply.kind)
        mails.tell_outcome(reply, seen, config)
