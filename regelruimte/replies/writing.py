"""Who is writing a reply now: noted by what a person pressed, and forgotten after half an hour.

Nothing is stored for it. Whoever chooses a reply in the workspace gets a link of one's own, and
whoever wrote one a prepared reply; opening a page notes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN, fn

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.store.links import Purpose
from regelruimte.store.models import Link, Reply
from regelruimte.store.types import Condition

_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Writer:
    """A coordinator who writes a reply: the name, and since when."""

    name: str
    since: datetime


def writing_now(proposals: Collection[int], me: str, config: Config) -> dict[int, Writer]:
    """Return who but `me`, an address, writes a reply to each of these proposals; one query.

    By the number of the proposal. Whoever was overtaken by a reply that was given or undone since,
    writes no more, nor does anybody as long as one can be undone.
    """
    if not proposals:
        return {}
    names = {person.email: person.name for person in config.coordinators if person.email != me}
    query = (
        Link.select(Link.proposal, Link.recipient, Link.created_at, Reply.prepared_at)
        .join(Reply, JOIN.LEFT_OUTER, on=(Reply.link == Link.id) & Reply.given_at.is_null())
        .where(
            Link.proposal.in_(list(proposals)),
            Link.purpose == Purpose.COORDINATOR,
            Link.revoked_at.is_null(),
            Link.recipient.in_(list(names)),
            _is_recent(clock.now() - _LASTS),
            ~_is_overtaken(),
        )
    )
    return _first_of_each(query.tuples().iterator(), names)


def _is_recent(limit: datetime) -> Condition:
    chosen = Reply.id.is_null() & Link.session_hash.is_null(False) & (Link.created_at > limit)
    return chosen | (Reply.prepared_at > limit)


def _is_overtaken() -> Condition:
    settled = Reply.alias()
    begun = fn.COALESCE(Reply.prepared_at, Link.created_at)
    can_be_undone = settled.undone_at.is_null() & (settled.visible_at > clock.now())
    after = (settled.given_at >= begun) | (settled.undone_at >= begun) | can_be_undone
    after |= settled.waits_since >= begun
    return fn.EXISTS(settled.select(1).where(settled.proposal == Link.proposal, after))


def _first_of_each(rows: Iterable[tuple[Any, ...]], names: dict[str, str]) -> dict[int, Writer]:
    found: dict[int, Writer] = {}
    for number, address, chosen_at, prepared_at in rows:
        writer = Writer(names[address], prepared_at or chosen_at)
        if number not in found or writer.since < found[number].since:
            found[number] = writer
    return found
