"""Preparing a reply: what was written is kept with the link, until it is given or written anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.fields.question import Question, Situation, Value, record
from regelruimte.replies.outcome import ReplyKind
from regelruimte.store.db import transaction
from regelruimte.store.models import Link, Proposal, Reply


def prepared(link: Link) -> Reply | None:
    """Return the reply that was prepared with this link and not given yet."""
    ready = Reply.link == link, Reply.given_at.is_null()
    reply: Reply | None = Reply.select().where(*ready).first()
    return reply


def prepare(
    link: Link,
    coordinator: Coordinator,
    kind: ReplyKind,
    questions: tuple[Question, ...],
    values: Mapping[str, Value],
) -> None:
    """Keep this reply with the link; an earlier prepared one is replaced."""
    proposal: Proposal = link.proposal
    said = record(questions, Situation(values))
    with transaction():
        Reply.delete().where(Reply.link == link, Reply.given_at.is_null()).execute()
        Reply.create(
            proposal=proposal,
            link=link,
            coordinator=coordinator.email,
            coordinator_name=coordinator.name,
            kind=kind.key,
            answers=dict(values),
            record=[asdict(answered) for answered in said if answered.text],
            revision=proposal.revision,
            turn=proposal.turn,
            previous_status=proposal.status,
            prepared_at=clock.now(),
        )
