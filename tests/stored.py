"""What the database holds, to compare before and after, or to look for what must not be there."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask

from regelruimte.store.models import TABLES, OutgoingMail

# The least that a row of these tables holds.
REPLY = {
    "coordinator": "x",
    "coordinator_name": "x",
    "kind": "declined",
    "revision": 1,
    "status_version": 1,
    "previous_status": "submitted",
}
MAIL = {"kind": "x", "recipient": "x", "subject": "", "text": "", "html": "", "message_id": "<1>"}
CARD_TEXT = {
    **{"version": 1, "level": "act", "theme": "other", "status": "running", "title": "x"},
    **{"rule_says": "x", "in_the_way": "x", "room": "x", "written_by": "x"},
    "checked_on": date(2026, 1, 1),
}
Dump = dict[str, list[tuple[Any, ...]]]


def dump(app: Flask) -> Dump:
    """Return every row of every table."""
    with app.app_context():
        return {
            table.__name__: list(table.select().order_by(table.id).tuples()) for table in TABLES
        }


def everything_kept(app: Flask) -> str:
    """Return all that the database holds as one text."""
    return repr(dump(app))


def mails(app: Flask) -> list[OutgoingMail]:
    """Return the outbox, the oldest first."""
    with app.app_context():
        return list(OutgoingMail.select().order_by(OutgoingMail.id))
