"""The replies that were given: all of a proposal, and the last as long as nobody outside saw it."""

from __future__ import annotations

from datetime import datetime, timedelta

from regelruimte import clock
from regelruimte.config import Terms
from regelruimte.replies.kinds import ReplyKind, possible_replies
from regelruimte.store.models import Link, Proposal, Reply


def given_replies(proposal: Proposal) -> list[Reply]:
    """Return the replies that were given and not undone, the oldest first."""
    given = Reply.given_at.is_null(False) & Reply.undone_at.is_null()
    return list(
        Reply.select().where(Reply.proposal == proposal, given).order_by(Reply.given_at, Reply.id)
    )


def undoable(proposal: Proposal) -> Reply | None:
    """Return the last reply if it can still be undone: until then no other can be given."""
    given = given_replies(proposal)
    if not given or proposal.status_version != given[-1].status_version + 1:
        return None
    return given[-1] if given[-1].visible_at > clock.now() else None


def closes_at(asked: Reply, terms: Terms) -> datetime:
    """Return when a question that nobody answers closes the proposal."""
    moment: datetime = asked.visible_at + timedelta(days=terms.answer_days)
    return moment


def replies_now(proposal: Proposal) -> tuple[ReplyKind, ...]:
    """Return the replies that can be given now.

    None while the last can be undone, and none once nobody is left who could read one.
    """
    if proposal.anonymised_at or undoable(proposal):
        return ()
    return possible_replies(proposal.status, is_signal=proposal.signal)


def was_given(link: Link, seen: str) -> bool:
    """Tell whether the reply that somebody saw was given with this link."""
    given = Reply.link == link, Reply.given_at.is_null(False)
    return any(reply.etag == seen for reply in Reply.select().where(*given))
