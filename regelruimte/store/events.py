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


def history(proposal: Proposal) -> list[Event]:
    """Return the events of a proposal, the oldest first."""
    return list(Event.select().where(Event.proposal == proposal).order_by(Event.id))


# What the jobs note so that nobody is told a second time.
_REMINDERS = ("reminded", "pilot_reminded", "ending_mailed")


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a job told something of a proposal, named by its uid; `data` is JSON."""

    uid: str
    kind: str
    at: datetime
    data: str


def reminders() -> list[Reminder]:
    """Return what the jobs told so far, to be noted again in what a back-up brings back.

    Not that a question was closed: where that did not happen, it has yet to.
    """
    found = Event.select(Event, Proposal.uid).join(Proposal).where(Event.kind.in_(_REMINDERS))
    return [
        Reminder(event.proposal.uid, event.kind, event.at, json.dumps(event.data, sort_keys=True))
        for event in found
        if not str(event.data.get("moment", "")).startswith("close ")
    ]


def note_reminders(earlier: Iterable[Reminder]) -> None:
    """Add these to the events of the proposals that there are, where they are not there yet."""
    noted = set(reminders())
    for each in earlier:
        if each in noted:
            continue
        if proposal := Proposal.get_or_none(Proposal.uid == each.uid):
            data = json.loads(each.data)
            Event.create(proposal=proposal, kind=each.kind, at=each.at, actor="", data=data)
