"""Wiping out what a coordinator entered, as long as it was not sent, and telling that one."""

from __future__ import annotations

from typing import Literal

from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.store.db import transaction
from regelruimte.store.erase import erase
from regelruimte.store.hold import hold
from regelruimte.store.models import Proposal

By = Literal["applicant", "receiver", "coordinator"]


def wipe_entry(entry: Proposal, config: Config, *, by: By) -> bool:
    """Erase it with its links and mails; tell whether it was still there to be wiped out.

    Whoever entered it is mailed, unless a coordinator (`by`) wiped it out.
    """
    with transaction():
        if not hold(entry, Proposal.status == "draft"):
            return False
        erase(entry)
        for coordinator in _who_entered(entry, config) if by != "coordinator" else ():
            outbox.queue(
                kinds.ENTRY_ERASED,
                coordinator,
                proposal=None,
                entered_at=entry.created_at,
                denied=by == "receiver",
            )
        return True


def _who_entered(entry: Proposal, config: Config) -> tuple[Coordinator, ...]:
    """Return who entered it, or all when that one is no coordinator any more."""
    found = tuple(c for c in config.coordinators if c.email == entry.entered_by)
    return found or config.coordinators
