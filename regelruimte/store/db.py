"""The database: SQLite or PostgreSQL behind one name, and the transaction every verb writes in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

from peewee import (
    Database,
    DatabaseError,
    DatabaseProxy,
    DataError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
    SqliteDatabase,
)
from playhouse.pool import PooledPostgresqlDatabase

from regelruimte.config import Config
from regelruimte.store.write_queue import OneWriter

database = DatabaseProxy()
SQLITE = "sqlite:///"
AWAY = (DatabaseError, InterfaceError)
OURS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)

# For every connection: readers beside one writer, each commit on the disk before it is answered,
# references held, and deleted text overwritten.
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 5000,
    # KB of each thread; what is not there the system has in its own memory, once for all.
    "cache_size": -400,
}


def init(config: Config) -> None:
    """Bind the tables to the configured database; nothing is connected yet."""
    database.initialize(open_database(config.database_url))


def check_away() -> None:
    """Raise OperationalError when PostgreSQL was silent a moment ago: who waits for it is told."""
    if absence := getattr(database.obj, "absence", None):
        absence.check()


def open_database(url: str, *, create: bool = False) -> Database:
    """Return the database at this address; nothing is connected yet.

    An SQLite file that is not there is made only when told to: an empty database in the place
    of one that cannot be found would look as if all were well.
    """
    if url.startswith(SQLITE):
        return _sqlite(url, create)
    from regelruimte.store.postgresql import open_postgresql  # psycopg is not always installed

    return open_postgresql(url)


def sqlite_path(url: str) -> Path:
    """Return the file of an address such as sqlite:////srv/x.sqlite."""
    return Path(unquote(url.removeprefix(SQLITE))).absolute()


def _sqlite(url: str, create: bool) -> SqliteDatabase:
    path = sqlite_path(url)
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    address = f"file:{quote(str(path))}?mode=rw"
    return OneWriter(path, address, _PRAGMAS)


@contextmanager
def bound_to(other: Database) -> Iterator[None]:
    """Let all tables be those of another database in this block; for commands, which are alone."""
    ours = database.obj
    database.initialize(other)
    try:
        yield
    finally:
        database.initialize(ours)


def connect() -> None:
    """Open this thread's connection unless it is open already."""
    database.connect(reuse_if_open=True)


def disconnect() -> None:
    """Give PostgreSQL's connection back; SQLite's is cheap to keep and costly to open."""
    if not isinstance(database.obj, SqliteDatabase) and not database.is_closed():
        database.close()


def is_away(fault: Exception) -> bool:
    """Tell whether a fault means that the database cannot be reached, or takes too long."""
    return isinstance(fault, AWAY) and not isinstance(fault, OURS)


def forget_connections() -> None:
    """Open new connections from now on: those that are kept may have lost their server."""
    if isinstance(database.obj, PooledPostgresqlDatabase):
        database.obj.close_idle()
    elif not database.in_transaction():
        database.close()


def transaction() -> AbstractContextManager[object]:
    """Return a block in which all writes happen, or none of them."""
    return database.atomic()


def require_transaction() -> None:
    """Raise RuntimeError outside a transaction.

    An event or a mail tells of a change: written apart from it, a fault between the two would
    leave one without the other.
    """
    if not database.in_transaction():
        raise RuntimeError("this is written in the transaction of the change that it tells about")
