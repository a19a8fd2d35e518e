"""The database: SQLite or PostgreSQL behind one name, and the transaction every verb writes in."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import Flask, Response
from peewee import (
    Database,
    DatabaseProxy,
    InterfaceError,
    OperationalError,
    PostgresqlDatabase,
    SqliteDatabase,
)

from regelruimte.config import Config
from regelruimte.web.errors import error_page

database = DatabaseProxy()

# For every connection: readers beside one writer, each commit on the disk before it is answered,
# references held, and deleted text overwritten.
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 5000,
}


def init_app(app: Flask, config: Config) -> None:
    """Bind the tables to the configured database and hold a connection during each request."""
    database.initialize(open_database(config.database_url))
    app.before_request(connect)
    app.teardown_appcontext(lambda _: disconnect())
    for fault in (InterfaceError, OperationalError):
        app.register_error_handler(fault, _away)


def _away(_: Exception) -> Response:
    response = error_page(503)
    response.headers["Retry-After"] = "60"
    return response


def open_database(url: str) -> Database:
    """Return the database at this address; nothing is connected yet."""
    if url.startswith("sqlite:///"):
        path = Path(unquote(url.removeprefix("sqlite:///")))
        path.parent.mkdir(parents=True, exist_ok=True)
        # "immediate" takes the write lock at once: a transaction that first reads and then writes
        # would otherwise fail without waiting when another one writes meanwhile.
        return SqliteDatabase(str(path), pragmas=_PRAGMAS, lock_type="immediate")
    return _postgresql(url)


def _postgresql(url: str) -> Database:
    parts = urlsplit(url)
    return PostgresqlDatabase(
        unquote(parts.path.lstrip("/")),
        host=parts.hostname,
        port=parts.port or 5432,
        user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        prefer_psycopg3=True,
        options="-c timezone=UTC",
    )


def connect() -> None:
    """Open this thread's connection unless it is open already."""
    database.connect(reuse_if_open=True)


def disconnect() -> None:
    """Give PostgreSQL's connection back; SQLite's is cheap to keep and costly to open."""
    if not isinstance(database.obj, SqliteDatabase) and not database.is_closed():
        database.close()


def transaction() -> AbstractContextManager[object]:
    """Return a block in which all writes happen, or none of them."""
    return database.atomic()
