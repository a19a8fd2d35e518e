"""Which replies a proposal has, read once; and what follows from them, without asking again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from peewee import fn

from regelruimte import clock
from regelruimte.config import Terms
from regelruimte.fields.number_kinds import read_moment
from regelruimte.fields.question import Answers
from regelruimte.replies.kinds import ReplyKind, possible_replies
from regelruimte.store.models import Link, Proposal, Reply
from regelruimte.store.types import Condition

# Greater than that, and not only set: so the index is used, however many replies there are.
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_GIVEN = (Reply.given_at.is_null(False), Reply.undone_at.is_null())


def given_replies(proposal: Proposal) -> list[Reply]:
    """Return the replies that were given and not undone, the oldest first."""
    return given_of(sent_replies(proposal))


def given_of(replies: Iterable[Reply]) -> list[Reply]:
    """Return those of these replies that count: none that waits or waited in vain for a second."""
    return [reply for reply in replies if reply.given_at]


def sent_replies(proposal: Proposal) -> list[Reply]:
    """Return the replies that a coordinator sent and nobody undid, also those that never counted.

    Those that count stand in the order in which they were given.
    """
    sent = Reply.given_at.is_null(False) | Reply.waits_since.is_null(False)
    query = Reply.select().where(Reply.proposal == proposal, sent, Reply.undone_at.is_null())
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


def reply_with(etag: str, proposal: Proposal) -> Reply | None:
    """Return the reply to this proposal with this `Reply.etag`, whatever became of it."""
    number = etag.partition(".")[0]
    if not number.isdecimal():
        return None
    found = Reply.get_or_none(Reply.id == int(number), Reply.proposal == proposal)
    if found is None or found.etag != etag:
        return None
    found.proposal = proposal  # or Peewee would read it once more
    return found


def last_prepared(written: Sequence[Reply]) -> Reply | None:
    """Return the newest of these that was not sent yet; `written` with one link."""
    return next((reply for reply in reversed(written) if not was_sent(reply)), None)


def was_given(written: Sequence[Reply], etag: str) -> bool:
    """Tell whether the reply with this `Reply.etag` was sent, even if it was undone since."""
    return any(was_sent(reply) and reply.etag == etag for reply in written)


def was_sent(reply: Reply) -> bool:
    """Tell whether somebody chose to send it, to the applicant or first to a second."""
    return reply.given_at is not None or reply.waits_since is not None


def last_undone(proposal: Proposal, coordinator: str) -> Reply | None:
    """Return the last reply of this coordinator that never counted, or None.

    Somebody undid it, a second objected, or the applicant did something while it waited.
    """
    overtaken = Reply.waits_since.is_null(False) & Reply.given_at.is_null()
    overtaken &= Reply.status_version != proposal.status_version
    never_counted = Reply.undone_at.is_null(False) | Reply.objected_at.is_null(False) | overtaken
    mine = Reply.proposal == proposal, Reply.coordinator == coordinator
    query = Reply.select().where(*mine, never_counted)
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


def waiting_for_second(proposal: Proposal, replies: Iterable[Reply]) -> Reply | None:
    """Return the one of the `replies` that were sent that waits for a second, if there is one.

    What the applicant answered or took back meanwhile makes an end to that by itself.
    """
    return next((each for each in replies if is_waiting(each, proposal)), None)


def is_waiting(reply: Reply, proposal: Proposal) -> bool:
    """Tell whether this reply to the proposal still waits for a second."""
    return reply.waits_until is not None and _fits(reply, proposal)


def disagreement(proposal: Proposal, replies: Sequence[Reply]) -> Reply | None:
    """Return the last of the `replies` that were sent if a second objected to it.

    None once another one was sent, or the proposal stands otherwise: then it is over.
    """
    last = max(replies, key=lambda reply: reply.id, default=None)
    return last if last and last.objected_at and _fits(last, proposal) else None


def has_waiting(*of: Condition) -> Condition:
    """Return the condition of a proposal with a reply, `of` somebody, that waits for a second."""
    return _has(Reply.waits_until > _LONG_AGO, *of)


def is_disputed() -> Condition:
    """Return the condition of a proposal with a reply to which a second objected.

    Until another one was sent, or the proposal stands otherwise.
    """
    later = Reply.alias()
    sent = later.waits_since.is_null(False) & later.undone_at.is_null()
    another = later.select(1).where(later.proposal == Reply.proposal, later.id > Reply.id, sent)
    return _has(Reply.objected_at > _LONG_AGO, ~fn.EXISTS(another))


def _has(*which: Condition) -> Condition:
    """Return the condition of a proposal with such a reply, to the status that it has now."""
    now = Proposal.alias()  # of its own, or the replies would be read once for every proposal
    is_about = (now.id == Reply.proposal) & (now.status_version == Reply.status_version)
    fits = Reply.select(Reply.proposal).join(now, on=is_about)
    found: Condition = Proposal.id.in_(fits.where(*which, Reply.undone_at.is_null()))
    return found


def wait_ends(proposals: Collection[int]) -> dict[int, date]:
    """Return the day on which each of these, by number, no longer waits for a second; one query."""
    if not proposals:
        return {}
    waiting = Reply.proposal.in_(list(proposals)), Reply.waits_until.is_null(False)
    query = Reply.select(Reply.proposal, Reply.waits_until).where(*waiting)
    return {number: clock.day_of(ends) for number, ends in query.tuples().iterator()}


def promised_by(proposal: Proposal) -> date | None:
    """Return the last day on which the applicant is to have a reply; None when one was sent."""
    day: date | None = proposal.reply_due
    return day if proposal.status == "submitted" else None


def _fits(reply: Reply, proposal: Proposal) -> bool:
    return bool(reply.status_version == proposal.status_version)


def replies_now(proposal: Proposal, replies: Sequence[Reply]) -> tuple[ReplyKind, ...]:
    """Return the kinds of reply that can be given now, after the `replies` that were sent.

    None while the last can be undone or waits for a second, and none once nobody is left who could
    read one.
    """
    hidden = undoable(proposal, given_of(replies)) or waiting_for_second(proposal, replies)
    if proposal.anonymised_at or hidden:
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
