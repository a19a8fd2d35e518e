"""What tests do to the outbox: queue a mail that tells of no change, or take the table away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

from regelruimte.mail import outbox
from regelruimte.store.db import database, transaction


def queued(*what: Any, **context: Any) -> None:
    """Queue a mail, in the transaction that each needs."""
    with transaction():
        outbox.queue(*what, **context)


@contextmanager
def an_outbox_that_is_away(app: Flask) -> Iterator[None]:
    """Let every mail that is queued within this block be a fault of the database."""
    with app.app_context():
        database.execute_sql("ALTER TABLE outgoing_mail RENAME TO away")
    try:
        yield
    finally:
        with app.app_context():
            database.execute_sql("ALTER TABLE away RENAME TO outgoing_mail")
