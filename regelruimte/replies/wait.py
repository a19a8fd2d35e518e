"""Sending a reply to a second first: it counts for nothing, and shows nowhere, until then."""

from __future__ import annotations

from datetime import datetime

from regelruimte import clock
from regelruimte.config import Config, Policy
from regelruimte.mail import outbox
from regelruimte.replies import mails
from regelruimte.replies.prepare import discard
from regelruimte.store import events
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Reply


def wait(reply: Reply, policy: Policy, until: datetime, config: Config) -> None:
    """Let a prepared reply wait for a second `until` then, and mail the others what is asked.

    Inside a transaction that holds the proposal. Raises TooLate when it was sent already.
    """
    since = clock.now()
    is_prepared = Reply.given_at.is_null() & Reply.waits_since.is_null()
    asked = Reply.update(policy=policy, waits_since=since, waits_until=until)
    if not asked.where(Reply.id == reply.id, is_prepared).execute():
        raise TooLate
    reply.policy, reply.waits_since, reply.waits_until = policy, since, until
    discard(reply.link)
    events.add(reply.proposal, "second_asked", reply.coordinator, reply=reply.id, kind=reply.kind)
    mails.ask_second(reply, reply.proposal, config)


def end_wait(reply: Reply, **columns: object) -> bool:
    """Note how the wait ended, unless it was over; tell whether it was noted.

    Of two who end it at once one wins. What was still to be mailed about it goes out no more.
    """
    waits = Reply.id == reply.id, Reply.waits_until.is_null(False)
    if not Reply.update(waits_until=None, **columns).where(*waits).execute():
        return False
    outbox.cancel(reply.proposal, reply=reply)
    for name, value in {"waits_until": None, **columns}.items():
        setattr(reply, name, value)
    return True
