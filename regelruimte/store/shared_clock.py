"""The clock that machines share, PostgreSQL's: asked for now, and how far ours is off."""

from __future__ import annotations

from datetime import datetime, timedelta

from peewee import PostgresqlDatabase

from regelruimte import clock
from regelruimte.store.db import database

# Beyond this somebody has to look at the machines' clocks.
_APART = timedelta(seconds=30)


def now() -> datetime:
    """Return this moment by the clock we live by, as it is now and not a minute ago."""
    if theirs := _theirs():
        clock.follow(theirs)
    return clock.now()


def ahead() -> timedelta:
    """Return how far the database's clock is ahead of this machine's; negative when behind."""
    theirs = _theirs()
    return clock.ahead_of_ours(theirs) if theirs else timedelta()


def are_apart() -> bool:
    """Tell whether the two clocks differ by more than half a minute."""
    return abs(ahead()) > _APART


def _theirs() -> datetime | None:
    """Return what the database's clock says; SQLite has none of its own."""
    if not isinstance(database.obj, PostgresqlDatabase):
        return None
    (theirs,) = database.execute_sql("SELECT clock_timestamp()").fetchone()
    moment: datetime = theirs
    return moment
