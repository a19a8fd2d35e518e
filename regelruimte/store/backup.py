"""Back-ups: one SQLite file, whichever database the site uses, made while it goes on writing."""

from __future__ import annotations

import glob
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from peewee import Database, DatabaseError, SqliteDatabase

from regelruimte import clock
from regelruimte.store.command_errors import Refusal
from regelruimte.store.copy import copy_rows, count_rows, lock_rows
from regelruimte.store.db import connect, database, open_database
from regelruimte.store.durable import sync
from regelruimte.store.migrate import migrate_database
from regelruimte.store.room import NoRoom, Room, check_room, size_of
from regelruimte.store.statements import run
from regelruimte.store.write_queue import lock_file

_OURS, _KIND = "regelruimte-", ".sqlite"


class BackupError(Refusal):
    """Why a back-up cannot be made or used."""


def backup(file: Path) -> None:
    """Write everything acknowledged so far to `file`, for its owner's eyes only.

    Raises BackupError when the file exists or cannot be written; nothing half-made stays.
    """
    if file.exists():
        raise BackupError(f"{file} exists already")
    connect()  # before there is a file
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        check_room(room_for(file))
        _write_anew(unfinished)
        unfinished.rename(file)
        sync(file.parent)
    except (OSError, sqlite3.Error, DatabaseError, NoRoom) as fault:
        _remove(unfinished)
        raise BackupError(f"no back-up was made in {file.parent}: {fault}") from fault


def room_for(file: Path) -> Room:
    """Return the room that a back-up to this file takes."""
    return Room(file.absolute().parent, size_of(database.obj))


def path_in(folder: Path, made_at: datetime) -> Path:
    """Return the file for a back-up that is made at this moment, so named that the newest is last.

    By UTC: in autumn an hour of the Dutch clock comes twice.
    """
    return folder / f"{_OURS}{made_at:%Y-%m-%dT%H%M%SZ}{_KIND}"


def backups_in(folder: Path) -> list[Path]:
    """Return the back-ups that were named so, the oldest first."""
    return sorted(folder.glob(f"{_OURS}*{_KIND}"))


def remove_older(folder: Path, days: int) -> int:
    """Remove the back-ups that were made over so many days ago; return how many."""
    first = path_in(folder, clock.now() - timedelta(days=days))
    past = [path for path in backups_in(folder) if path < first]
    for path in past:
        path.unlink()
    return len(past)


def _write_anew(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    _write(file)
    sync(file)


def _remove(unfinished: Path) -> None:
    """Remove what is left of a back-up that failed, and what SQLite keeps beside it."""
    with suppress(OSError):
        for path in unfinished.parent.glob(f"{glob.escape(unfinished.name)}*"):
            path.unlink()


def _write(file: Path) -> None:
    if isinstance(database.obj, SqliteDatabase):
        with closing(sqlite3.connect(file)) as copy:
            database.connection().backup(copy)
    else:
        with closing(in_todays_shape(file)) as target:
            _write_rows(target)
    lock_file(file).unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA journal_mode = delete")  # one file, nothing beside it


def _write_rows(target: Database) -> None:
    """Write PostgreSQL's rows to a file that is thrown away when it fails, and synced later."""
    for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -100000"):
        run(target, f"PRAGMA {pragma}")
    with as_of_now(), target.atomic():
        copy_rows(database.obj, target)


@contextmanager
def as_of_now() -> Iterator[None]:
    """Let all that is read in this block be of one moment.

    SQLite lets nobody write meanwhile; PostgreSQL goes on, but lets no restore empty its tables.
    """
    if isinstance(database.obj, SqliteDatabase):
        with database.atomic():
            yield
    else:
        with database.atomic("REPEATABLE READ"):
            lock_rows(database.obj, "ACCESS SHARE")
            yield


def copy_to(url: str) -> dict[str, int]:
    """Copy everything to the empty database at `url`; return the rows by table.

    Raises BackupError when that database holds anything.
    """
    try:
        target = open_database(url, create=True)
    except ValueError as fault:
        raise BackupError(f"the other database's address {fault}") from None
    with target:
        migrate_database(target)
        if any(count_rows(target).values()):
            raise BackupError("the other database is not empty")
        with as_of_now(), target.atomic():
            return copy_rows(database.obj, target)


def in_todays_shape(path: Path) -> Database:
    """Open an SQLite file in today's shape."""
    copy = open_database(f"sqlite:///{path}", create=True)
    migrate_database(copy)
    return copy
