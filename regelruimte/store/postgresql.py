"""PostgreSQL that may be silent: nobody waits for it long, and who comes next is told at once."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from peewee import OperationalError, Psycopg3Adapter
from playhouse.pool import PooledPostgresqlDatabase
from psycopg.abc import RV, PQGen
from psycopg.rows import TupleRow

from regelruimte import clock
from regelruimte.database_address import keywords
from regelruimte.store.timeouts import patience, tries_again, try_again

# One for each thread of a web server and some to spare; who waits longer is told so.
_CONNECTIONS = 10
_CONNECT_SECONDS = 3
# Seconds for a lock: of the session, and of each transaction, because a pgbouncer may give that
# to another session.
_LOCK = "SET lock_timeout = '4s'"
_BEGIN = "BEGIN{level}; SET LOCAL lock_timeout = '4s'"
# Seconds for a kept connection to say that it still works.
_PING = 2.0
# What takes longer and then fails was silence; a server that refuses says so at once.
_SILENT = 1.0
_AWAY = 5.0
_LOOKS_AT_CLOCK = 60.0
_SILENTLY = "the database did not answer just now"
# libpq's own, for what waits longer than a visitor: the mailer and operators' commands. A line
# that is dead is noticed in some ten seconds (milliseconds, seconds, seconds, times).
_LINE = {
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}


def open_postgresql(address: str) -> SilentlyAway:
    """Return the database at this address, every keyword of libpq's honoured."""
    # At start-up a pgbouncer takes a time zone, but no options (libpq reads this variable).
    os.environ["PGTZ"] = "UTC"
    given = {"connect_timeout": _CONNECT_SECONDS, **_LINE, **keywords(address)}
    return SilentlyAway(
        given.pop("dbname"),
        max_connections=_CONNECTIONS,
        timeout=_CONNECT_SECONDS,
        prefer_psycopg3=True,
        prepare_threshold=None,  # a pgbouncer may give each transaction another server
        **given,
    )


class Absence:
    """Since when the server is silent; one request in five seconds tries whether it still is."""

    def __init__(self) -> None:
        self.until = 0.0

    def begin(self) -> None:
        """Remember that it said nothing: for _AWAY seconds nobody else asks it."""
        self.until = time.monotonic() + _AWAY

    def end(self) -> None:
        """Remember that it answered: everybody may ask again."""
        self.until = 0.0

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """Remember whether what happens in this block took long to fail."""
        begun = time.monotonic()
        try:
            yield
        except OperationalError:
            if time.monotonic() - begun > _SILENT:
                self.begin()
            raise
        self.end()

    def check(self) -> None:
        """Raise OperationalError while it is away; after five seconds let one request try."""
        if tries_again():
            return
        if time.monotonic() < self.until:
            raise OperationalError(_SILENTLY)
        if self.until:
            try_again()
            self.begin()  # the others are still told


class Connection(psycopg.Connection[TupleRow]):
    """A connection that is given up when the server says nothing for too long."""

    absence: Absence
    patience: float | None = None  # the request's own, unless told otherwise

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for an answer, as psycopg does; raises OperationalError when none comes."""
        limit = timeout or self.patience or patience()
        begun = time.monotonic()
        try:
            return super().wait(gen, interval, limit)
        except psycopg.OperationalError:
            self._give_up(time.monotonic() - begun, limit)
            raise

    def _give_up(self, waited: float, limit: float | None) -> None:
        """Close what nothing came from: the server could still answer to the wrong question."""
        if limit and waited >= limit:
            self.close()
        if self.closed and waited > _SILENT:
            self.absence.begin()


class _Adapter(Psycopg3Adapter):
    def connect(self, db: SilentlyAway, **params: Any) -> Connection:
        """Connect as Peewee does, with our kind of connection."""
        connection = Connection.connect(dbname=db.database, autocommit=True, **params)
        connection.absence = db.absence
        connection.execute(_LOCK)
        return connection


class SilentlyAway(PooledPostgresqlDatabase):  # type: ignore[misc]  # Peewee has no types
    """A pool of connections that gives up on a server that says nothing."""

    psycopg3_adapter = _Adapter

    def __init__(self, *args: object, **keywords: object) -> None:
        self.absence = Absence()
        self.looks_at_clock = 0.0
        super().__init__(*args, **keywords)

    def connect(self, reuse_if_open: bool = False) -> bool:
        """Open this thread's connection; a visitor's not while the server is known to be away."""
        if patience() is not None:
            self.absence.check()
        with self.absence.noticed():
            opened = bool(super().connect(reuse_if_open))
            self._follow_clock()
        return opened

    def _follow_clock(self) -> None:
        """Live by the server's clock, which all machines share; it is looked at once a minute."""
        if time.monotonic() < self.looks_at_clock:
            return
        self.looks_at_clock = time.monotonic() + _LOOKS_AT_CLOCK
        # Not by execute_sql: it belongs to no page.
        (theirs,) = self.connection().execute("SELECT clock_timestamp()").fetchone()
        clock.follow(theirs)

    def _is_closed(self, connection: Connection) -> bool:
        """Ask a kept connection whether it still works; of a silent server ask no second one."""
        before, connection.patience = self.absence.until, _PING
        gone = bool(super()._is_closed(connection))
        connection.patience = None
        if self.absence.until != before:
            raise OperationalError(_SILENTLY)
        return gone

    def begin(self, isolation_level: str | None = None) -> None:
        """Begin a transaction in which nobody waits long for a lock, in one message."""
        level = f" ISOLATION LEVEL {isolation_level}" if isolation_level else ""
        self.execute_sql(_BEGIN.format(level=level), None)
