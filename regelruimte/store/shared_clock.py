"""The clock that machines share: PostgreSQL's. What one of them writes, another judges by it."""

from __future__ import annotations

from datetime import datetime, timedelta

from peewee import PostgresqlDatabase

from regelruimte import clock
from regelruimte.store.db import database

# Beyond this somebody has to look at the machines' clocks.
_APART = timedelta(seconds=30)
_ON_THE_WAY = timedelta(seconds=1)


def now() -> datetime:
    """Return this moment by the database's clock; with SQLite, which has none, by our own."""
    return clock.now() + ahead()


def ahead() -> timedelta:
    """Return how far the database's clock is ahead of this machine's; negative when behind.

    Less than the answer may take on its way is no difference: it would jump with each question.
    """
    if not isinstance(database.obj, PostgresqlDatabase):
        return timedelta()
    (theirs,) = database.execute_sql("SELECT clock_timestamp()").fetchone()
    difference = clock.ahead_of_ours(theirs)
    return difference if abs(difference) > _ON_THE_WAY else timedelta()


def are_apart() -> bool:
    """Tell whether the two clocks differ by more than half a minute."""
    return abs(ahead()) > _APART
