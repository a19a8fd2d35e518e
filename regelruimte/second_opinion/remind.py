"""Reminding a second of a reply that waits: after one working day, and after two."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.mail import kinds
from regelruimte.replies.mails import ask_second
from regelruimte.replies.remind import first_time
from regelruimte.store.db import transaction
from regelruimte.store.for_each import for_each
from regelruimte.store.hold import hold
from regelruimte.store.models import Proposal, Reply

_AFTER = (1, 2)  # working days


def remind_seconds(config: Config) -> dict[str, int]:
    """Remind of each reply that waits, at most once for each of those days; return how often."""
    waiting = list(Reply.select().where(Reply.waits_until > clock.now()).order_by(Reply.id))
    return {"seconds": for_each(waiting, lambda reply: _remind(reply, config))}


def _remind(reply: Reply, config: Config) -> int:
    asked_on, today = clock.day_of(reply.waits_since), clock.today()
    came = [days for days in _AFTER if clock.add_working_days(asked_on, days) <= today]
    if not came:
        return 0
    moments = {days: f"second {reply.etag} {days}" for days in _AFTER}
    later = [moments[days] for days in _AFTER if days > came[-1]]
    with transaction():
        if not _still_waits(reply) or not first_time(reply.proposal, moments[came[-1]], *later):
            return 0
        ask_second(reply, reply.proposal, config, kinds.SECOND_REMINDER)
    return 1


def _still_waits(reply: Reply) -> bool:
    """Tell whether it does, its proposal held: somebody may be judging at this moment."""
    is_held = hold(reply.proposal, Proposal.status_version == reply.status_version)
    return is_held and Reply.get_by_id(reply.id).waits_until is not None
