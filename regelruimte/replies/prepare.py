"""Preparing a reply: what was written is kept with the link, until it is given or written anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.fields.question import Situation, Value, is_empty, record
from regelruimte.replies.kinds import ReplyKind, ReplyQuestion
from regelruimte.replies.queries import last_prepared, written_with
from regelruimte.store.db import transaction
from regelruimte.store.models import Link, Proposal, Reply


def prepared(link: Link) -> Reply | None:
    """Return the reply that was prepared last with this link and not sent yet."""
    return last_prepared(written_with(link))


def prepare(
    link: Link,
    coordinator: Coordinator,
    kind: ReplyKind,
    questions: tuple[ReplyQuestion, ...],
    values: Mapping[str, Value],
) -> None:
    """Keep this reply with the link; an earlier prepared one is replaced.

    An equal one stays: a mail scanner that submits the form as it finds it changes nothing.
    """
    reply = new_reply(link.proposal, coordinator, kind, questions, values)
    reply.link = link
    with transaction():
        if _is_kept(link, reply):
            return
        discard(link)
        reply.save()


def new_reply(
    proposal: Proposal,
    coordinator: Coordinator,
    kind: ReplyKind,
    questions: tuple[ReplyQuestion, ...],
    values: Mapping[str, Value],
) -> Reply:
    """Return a reply to the proposal as it is now, not stored yet."""
    return Reply(
        proposal=proposal,
        coordinator=coordinator.email,
        coordinator_name=coordinator.name,
        kind=kind.key,
        answers=dict(values),
        record=as_told(questions, values),
        revision=proposal.revision,
        status_version=proposal.status_version,
        previous_status=proposal.status,
        previous_reply_due=proposal.reply_due,
        previous_first_reply_at=proposal.first_reply_at,
        previous_closed_at=proposal.closed_at,
        prepared_at=clock.now(),
    )


def discard(link: Link | None) -> None:
    """Forget what was prepared with this link and not sent; without a link nothing was."""
    if link is None:
        return
    never_sent = Reply.given_at.is_null() & Reply.waits_since.is_null()
    Reply.delete().where(Reply.link == link, never_sent).execute()


def _is_kept(link: Link, new: Reply) -> bool:
    kept = prepared(link)
    same = ("kind", "answers", "record", "revision", "status_version")
    return kept is not None and all(getattr(kept, name) == getattr(new, name) for name in same)


def as_told(
    questions: tuple[ReplyQuestion, ...], values: Mapping[str, Value]
) -> list[dict[str, str]]:
    """Return the answers in words, under the headings that the applicant reads; no empty ones."""
    headed = tuple(replace(each, label=each.told or each.label) for each in questions)
    entries = record(headed, Situation(values))
    return [asdict(entry) for entry in entries if not is_empty(values.get(entry.key))]
