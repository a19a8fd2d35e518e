"""The numbered migrations, run by one explicit command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from peewee import Database, DatabaseError, PostgresqlDatabase
from playhouse.migrations import Runner

from regelruimte.store.command_errors import Refusal
from regelruimte.store.db import SQLITE, database, open_database, sqlite_path
from regelruimte.store.writable import prove_writable

FOLDER = Path(__file__).parent / "migrations"
_MAKE_ANEW = "make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
_OTHERS = (
    "the database was made by another version (it has {last}): a later one, or one from before "
    "1.0.0, of which nothing can be taken along. Use that version, or another database"
)


class DatabaseGone(Refusal):
    """There was a database here, and now there is none: a person must say what to do."""


class NotUsable(Refusal):
    """A person must change the database, or bring it forward, before the site can run on it."""


def migrate(url: str, *, anew: bool = False) -> list[str]:
    """Run what was not run yet on the site's own database; return the names.

    An SQLite file is made if there never was one, or when it must begin `anew`. Raises
    DatabaseGone when there was one, NotUsable when it cannot hold every letter, DatabaseError when
    the one there is damaged, or cannot be written: a site that takes nothing in must not start.
    """
    is_sqlite = url.startswith(SQLITE)
    names = _migrate_sqlite(url, anew) if is_sqlite else migrate_database(database.obj)
    prove_writable()
    return names


def _migrate_sqlite(url: str, anew: bool) -> list[str]:
    path = sqlite_path(url)
    made = path.with_name(f"{path.name}.made")
    if not (path.exists() and path.stat().st_size):
        if made.exists() and not anew:
            raise DatabaseGone(f"{path} is empty or gone. Put it back, or: db migrate --new")
        open_database(url, create=True)
    names = migrate_database(database.obj)
    _check_whole()
    _note(made)
    return names


def _note(made: Path) -> None:
    """Remember that there is a database, in a file that may be another user's by now."""
    if not made.exists():
        made.touch(mode=0o600)


def _check_whole() -> None:
    """Raise DatabaseError when SQLite finds its file damaged."""
    (found,) = database.execute_sql("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise DatabaseError(found)


def migrate_database(other: Database) -> list[str]:
    """Bring any database to today's shape; return the names of what was run.

    Raises NotUsable, and changes nothing, when it cannot hold every letter or another version
    made it.
    """
    _check_letters(other)
    _check_known(other)
    names: list[str] = Runner(other, str(FOLDER)).up()
    return names


def _check_letters(other: Database) -> None:
    """Raise NotUsable for a PostgreSQL in LATIN1 and the like, which cannot hold every “ or €."""
    if not isinstance(other, PostgresqlDatabase):
        return
    # Peewee annotates most of its calls, and this one not.
    shown: Any = other.execute_sql("SHOW server_encoding")  # type: ignore[no-untyped-call]
    (encoding,) = shown.fetchone()
    if encoding != "UTF8":
        raise NotUsable(f"the database is in {encoding}: {_MAKE_ANEW}")


def _check_known(other: Database) -> None:
    """Raise NotUsable for a database of a later version, or of one that was never released.

    What it has more would be lost without a word, or trip a page later on.
    """
    names = [each.name for each in Runner(other, str(FOLDER)).status() if each.path is None]
    if names:
        raise NotUsable(_OTHERS.format(last=names[-1]))


def check_migrated() -> None:
    """Raise NotUsable while the database does not have today's shape; change nothing."""
    _check_known(database.obj)
    if names := waiting():
        raise NotUsable(f"the database waits for {', '.join(names)}: run db migrate first")


def waiting() -> list[str]:
    """Return the names of the migrations that were not run yet."""
    known = Runner(database.obj, str(FOLDER)).status()
    return [migration.name for migration in known if not migration.applied]


def is_ours(other: Database) -> bool:
    """Tell whether a database holds our tables, in today's shape or an older one."""
    return any(migration.applied for migration in Runner(other, str(FOLDER)).status())
