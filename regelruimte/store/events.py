"""The timeline of a proposal: events are added and never changed."""

from __future__ import annotations

from typing import Any

from regelruimte.store.models import Event, Proposal


def add(proposal: Proposal, kind: str, actor: str = "", /, **data: Any) -> None:
    """Add an event; call it inside the transaction that makes it true."""
    Event.create(proposal=proposal, kind=kind, actor=actor, data=data)


def of(proposal: Proposal) -> list[Event]:
    """Return the events of a proposal, the oldest first."""
    return list(Event.select().where(Event.proposal == proposal).order_by(Event.id))
