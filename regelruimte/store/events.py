"""The timeline of a proposal: events are added and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from regelruimte.store.db import require_transaction
from regelruimte.store.models import Event, Proposal


def add(proposal: Proposal, kind: str, actor: str = "", /, **data: object) -> None:
    """Add an event, in the transaction that makes it true; elsewhere raises RuntimeError."""
    require_transaction()
    Event.create(proposal=proposal, kind=kind, actor=actor, data=data)


def of(proposal: Proposal) -> list[Event]:
    """Return the events of a proposal, the oldest first."""
    return list(Event.select().where(Event.proposal == proposal).order_by(Event.id))


# What the jobs note so that nobody is told a second time.
_TOLD = ("reminded", "pilot_reminded", "ending_mailed")


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a proposal, known by its uid: its kind, when, and of what (JSON)."""

    uid: str
    kind: str
    at: datetime
    data: str


def told() -> list[Told]:
    """Return what the jobs told of which proposals.

    Not that a question was closed: where that did not happen, it has yet to.
    """
    found = Event.select(Event, Proposal.uid).join(Proposal).where(Event.kind.in_(_TOLD))
    return [
        Told(event.proposal.uid, event.kind, event.at, json.dumps(event.data, sort_keys=True))
        for event in found
        if not str(event.data.get("moment", "")).startswith("close ")
    ]


def tell_not_again(earlier: Iterable[Told]) -> None:
    """Note what was told before, of proposals there are, as far as that is not noted yet."""
    noted = set(told())
    for each in earlier:
        proposal = Proposal.get_or_none(Proposal.uid == each.uid)
        if proposal and each not in noted:
            data = json.loads(each.data)
            Event.create(proposal=proposal, kind=each.kind, at=each.at, actor="", data=data)
