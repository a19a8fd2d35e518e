"""Which replies a proposal has, read once; and what follows from them, without asking again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from regelruimte import clock
from regelruimte.config import Terms
from regelruimte.fields.number_kinds import read_moment
from regelruimte.fields.question import Answers
from regelruimte.replies.kinds import ReplyKind, possible_replies
from regelruimte.store.models import Link, Proposal, Reply
from regelruimte.store.types import Condition

_GIVEN = (Reply.given_at.is_null(False), Reply.undone_at.is_null())


def given_replies(proposal: Proposal) -> list[Reply]:
    """Return the replies that were given and not undone, the oldest first."""
    query = Reply.select().where(Reply.proposal == proposal, *_GIVEN)
    replies = list(query.order_by(Reply.given_at, Reply.id))
    for reply in replies:
        reply.proposal = proposal  # or Peewee would read it once more
    return replies


def written_with(link: Link) -> list[Reply]:
    """Return what was written with this link: prepared, given or undone, the oldest first."""
    replies = list(Reply.select().where(Reply.link == link).order_by(Reply.id))
    for reply in replies:
        reply.link, reply.proposal = link, link.proposal
    return replies


def last_prepared(written: Sequence[Reply]) -> Reply | None:
    """Return the newest of these that was not given yet; `written` with one link."""
    return next((reply for reply in reversed(written) if reply.given_at is None), None)


def was_given(written: Sequence[Reply], etag: str) -> bool:
    """Tell whether the reply with this `Reply.etag` was given, even if it was undone since."""
    return any(reply.given_at is not None and reply.etag == etag for reply in written)


def last_undone(proposal: Proposal, coordinator: str) -> Reply | None:
    """Return the last reply that this coordinator gave and somebody undid, or None."""
    undone = Reply.undone_at.is_null(False), Reply.coordinator == coordinator
    query = Reply.select().where(Reply.proposal == proposal, *undone)
    found: Reply | None = query.order_by(Reply.id.desc()).first()
    return found


def undoable(proposal: Proposal, replies: Sequence[Reply]) -> Reply | None:
    """Return the last of the given `replies` if it can still be undone.

    That is until the applicant can read it, and while nothing else changed the status. No other
    can be given as long as there is one.
    """
    if not replies or proposal.status_version != replies[-1].status_version + 1:
        return None
    return replies[-1] if replies[-1].visible_at > clock.now() else None


def replies_now(proposal: Proposal, replies: Sequence[Reply]) -> tuple[ReplyKind, ...]:
    """Return the kinds of reply that can be given now, after the `replies` that were given.

    None while the last can be undone, and none once nobody is left who could read one.
    """
    if proposal.anonymised_at or undoable(proposal, replies):
        return ()
    return possible_replies(proposal.status, is_signal=proposal.signal)


def closes_at(asked: Reply, terms: Terms) -> datetime:
    """Return when a question that nobody answers closes the proposal."""
    moment: datetime = asked.visible_at + timedelta(days=terms.answer_days)
    return moment


def last_days(proposals: Collection[int], terms: Terms) -> dict[int, date]:
    """Return the day that counts of each of these proposals, by number; two queries.

    That of the talk, if one was agreed on; of a question, the day on which it closes the proposal.
    """
    if not proposals:
        return {}
    named = Reply.proposal.in_(list(proposals))
    talks = _given_of(named, "in_conversation")
    agreed = ((number, read_moment(answers.get("moment"))) for number, answers, _ in talks)
    days = {number: clock.day_of(moment) for number, moment in agreed if moment}
    wait = timedelta(days=terms.answer_days)
    asked = _given_of(named, "info_requested")
    return days | {number: clock.day_of(visible_at + wait) for number, _, visible_at in asked}


def _given_of(named: Condition, kind: str) -> list[tuple[int, Answers, datetime]]:
    """Return the number of the proposal, the answers and the moment of each, the oldest first."""
    columns = (Reply.proposal, Reply.answers, Reply.visible_at)
    query = Reply.select(*columns).where(named, Reply.kind == kind, *_GIVEN)
    return list(query.order_by(Reply.given_at).tuples().iterator())
