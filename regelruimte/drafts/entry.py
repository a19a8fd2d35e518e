"""A draft that a coordinator entered for somebody else, as long as it was not sent."""

from __future__ import annotations

from datetime import datetime

from peewee import fn

from regelruimte.limits.count import hashed
from regelruimte.store.models import Event, Proposal

OPENED, MAILED = "entry_opened", "entry_mailed"
_DIGITS = 4


def entry_with(uid: str) -> Proposal | None:
    """Return what was entered under this name, also once it was sent; nobody else's draft."""
    entry: Proposal | None = Proposal.whole(Proposal.uid == uid, Proposal.entered_by != "").first()
    return entry


def moments(entry: Proposal) -> dict[str, datetime]:
    """Return when its link was mailed last, and when its owner opened it, where they were."""
    kinds = Event.proposal == entry, Event.kind.in_((OPENED, MAILED))
    found = Event.select(Event.kind, fn.MAX(Event.at).alias("at")).where(*kinds)
    return {event.kind: event.at for event in found.group_by(Event.kind)}


def was_opened(entry: Proposal) -> bool:
    """Tell whether its owner said "dit ben ik": from then on it is nobody else's to change."""
    return bool(Event.select().where(Event.proposal == entry, Event.kind == OPENED).exists())


def code_to_repeat(entry: Proposal) -> str:
    """Return the digits that are read aloud after the text; of another text they are others."""
    number = int(hashed(f"read aloud|{entry.uid}|{entry.revision}"), 16)
    return f"{number % 10**_DIGITS:0{_DIGITS}}"
