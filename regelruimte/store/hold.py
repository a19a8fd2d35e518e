"""Holding a proposal during a transaction: of two who write to it at once, one is told so."""

from __future__ import annotations

from regelruimte.store.models import Proposal
from regelruimte.store.types import Condition


class TooLate(Exception):
    """Somebody else changed the row since it was read: nothing was written."""


def hold(proposal: Proposal, *conditions: Condition) -> bool:
    """Lock the proposal's row until the transaction ends, if these conditions still hold of it.

    Tells whether they do. Call it inside a transaction. An UPDATE that changes nothing waits for
    another writer on both databases; SQLite knows no `SELECT … FOR UPDATE`.
    """
    held = Proposal.update(status=Proposal.status).where(Proposal.id == proposal.id, *conditions)
    return bool(held.execute())
