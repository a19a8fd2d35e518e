"""A mail in the outbox that tells of no change: as if one had just been made."""

from __future__ import annotations

from typing import Any

from regelruimte.mail import outbox
from regelruimte.store.db import transaction


def queued(*what: Any, **context: Any) -> None:
    """Queue a mail, in the transaction that each needs."""
    with transaction():
        outbox.queue(*what, **context)
