"""What coordinators write for each other about a proposal; never mailed."""

from __future__ import annotations

from regelruimte.config import Coordinator
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Note, Proposal


def note(proposal: Proposal, text: str, by: Coordinator, *, was_call: bool = False) -> None:
    """Store a note under the author's name as it is now; of a call the timeline tells too."""
    with transaction():
        Note.create(proposal=proposal, author=by.name, text=text)
        if was_call:
            events.add(proposal, "called", by.email)


def notes(proposal: Proposal) -> list[Note]:
    """Return all notes on this proposal, the newest first."""
    return list(Note.select().where(Note.proposal == proposal).order_by(Note.id.desc()))
