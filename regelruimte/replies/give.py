"""Giving a prepared reply: status, event and mails in one transaction; of two, one wins.

Under some policies it waits for a second first; `let_count` makes it count.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from peewee import Case, fn

from regelruimte import clock
from regelruimte.config import Config, Policy
from regelruimte.proposals.status import status
from regelruimte.replies import mails
from regelruimte.replies.kinds import ReplyKind, replies_lead_from, reply_kind
from regelruimte.replies.policy import policy_for, waits_until
from regelruimte.replies.prepare import discard
from regelruimte.replies.queries import (
    disagreement,
    given_of,
    promised_by,
    replies_now,
    sent_replies,
)
from regelruimte.replies.wait import wait
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Proposal, Reply
from regelruimte.store.types import Condition


def give(reply: Reply, config: Config) -> None:
    """Give this prepared reply, or ask a second first, as the policy of the settings says.

    The applicant hears of it when it counts and can no longer be undone. Raises TooLate, and
    changes nothing, when the status, the text or the reply itself is not what it was when the reply
    was prepared, or when another one waits or can still be undone: the applicant would hear both.
    """
    proposal = reply.proposal
    with transaction():
        # Held first: of two who send at once the second sees what the first one did.
        if not hold(proposal, Proposal.revision == reply.revision, *_still_fits(reply)):
            raise TooLate
        sent = sent_replies(proposal)
        if not replies_now(proposal, sent):
            raise TooLate
        policy, until = planned_wait(reply, sent, config)
        if until:
            wait(reply, policy, until, config)
        else:
            let_count(reply, config, earlier=given_of(sent))


def planned_wait(
    reply: Reply, sent: Sequence[Reply], config: Config
) -> tuple[Policy, datetime | None]:
    """Return under which policy it is sent now, after these, and until when it waits; None: not."""
    disagree = disagreement(reply.proposal, sent) is not None
    policy = policy_for(reply_kind(reply.kind), reply.coordinator, config, disagree=disagree)
    return policy, waits_until(policy, clock.now(), promised_by(reply.proposal))


def let_count(
    reply: Reply, config: Config, *, earlier: Sequence[Reply], undo_minutes: int | None = None
) -> Proposal:
    """Let a reply count from now on, and be read once the undo time is over, after the `earlier`.

    Inside the transaction of whoever made it count. Returns the proposal as it is then; raises
    TooLate when the reply cannot count any more.
    """
    if not _change_status(reply, config):
        raise TooLate
    if not _mark_given(reply, config.undo_minutes if undo_minutes is None else undo_minutes):
        raise TooLate
    proposal = Proposal.get_by_id(reply.proposal.id)
    events.add(proposal, "replied", reply.coordinator, reply=reply.id, kind=reply.kind)
    if reply.waits_since is None:  # else the others are told how the wait ended
        discard(reply.link)
        mails.tell_of_reply(reply, proposal, config)
    mails.tell_applicant(reply, proposal, config)
    mails.tell_of_talk(reply, proposal, [*earlier, reply], config)
    return proposal


def _still_fits(reply: Reply) -> tuple[Condition, Condition]:
    """Return the conditions of a proposal that stands as it did when the reply was prepared.

    Its text may be another by now: whoever tells more while a reply waits does not stop it.
    """
    kind = reply_kind(reply.kind)
    return (
        Proposal.status.in_(replies_lead_from(kind)),
        Proposal.status_version == reply.status_version,
    )


def _change_status(reply: Reply, config: Config) -> bool:
    """Give the proposal its new status if it still is what the coordinator saw."""
    columns = _columns(reply, reply_kind(reply.kind), config)
    changed = Proposal.update(**columns).where(Proposal.id == reply.proposal, *_still_fits(reply))
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


def _mark_given(reply: Reply, undo_minutes: int) -> bool:
    """Note since when it is given and from when it shows, unless that was done meanwhile."""
    reply.given_at = clock.now()
    reply.visible_at = reply.given_at + timedelta(minutes=undo_minutes)
    given = Reply.update(given_at=reply.given_at, visible_at=reply.visible_at)
    return bool(given.where(Reply.id == reply.id, Reply.given_at.is_null()).execute())
