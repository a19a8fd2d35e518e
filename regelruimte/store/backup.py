"""Back-ups: one SQLite file, whichever database the site uses, made while it goes on writing."""

from __future__ import annotations

import glob
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from peewee import Database, DatabaseError, SqliteDatabase

from regelruimte import clock
from regelruimte.store import cards, events, refusals
from regelruimte.store.command_errors import Refusal
from regelruimte.store.copy import copy_rows, count_rows, remove_rows
from regelruimte.store.db import connect, database, open_database
from regelruimte.store.durable import sync
from regelruimte.store.erase import erase_again
from regelruimte.store.migrate import NotUsable, is_ours, migrate_database
from regelruimte.store.models import Erasure, OutgoingMail
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
        _write_anew(unfinished)
        unfinished.rename(file)
        sync(file.parent)
    except (OSError, sqlite3.Error, DatabaseError) as fault:
        _remove(unfinished)
        raise BackupError(f"no back-up was made in {file.parent}: {fault}") from fault


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
        with closing(_opened(file)) as target, database.atomic("REPEATABLE READ"), target.atomic():
            copy_rows(database.obj, target)
    lock_file(file).unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA journal_mode = delete")  # one file, nothing beside it


def restore(file: Path, catch_up: Callable[[], object] = lambda: None) -> dict[str, int]:
    """Put a back-up in the place of all there is, in one transaction; return the rows by table.

    Nothing is mailed again: undelivered mail comes back held, and so is what `catch_up` writes,
    which does what became due since; whom the database that is replaced reminded, is not
    reminded again. Nothing erased comes back: the ledger of that database is kept, and applied.
    Nor does what was taken from the register, or a yes that was taken back.
    Raises BackupError when `file` is no back-up.
    """
    with _readable(file) as source, database.atomic():
        ledger = [{"uid": gone.uid, "at": gone.at} for gone in Erasure.select()]
        reminders, withdrawn = events.reminders(), cards.withdrawn()
        refused = refusals.refused()
        remove_rows(database.obj)
        counts = copy_rows(source, database.obj)
        erase_again(ledger)
        cards.withdraw_again(withdrawn)
        refusals.refuse_again(refused)
        events.note_reminders(reminders)
        catch_up()
        OutgoingMail.update(held_at=clock.now(), leased_until=None).where(
            OutgoingMail.delivered_at.is_null(), OutgoingMail.cancelled_at.is_null()
        ).execute()
    return counts


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
        with target.atomic():
            return copy_rows(database.obj, target)


@contextmanager
def _readable(file: Path) -> Iterator[Database]:
    """Open a copy of the back-up in today's shape; the back-up itself is not touched."""
    with TemporaryDirectory(prefix="regelruimte-") as folder:
        path = Path(folder) / "copy.sqlite"
        try:
            shutil.copyfile(file, path)
            if not is_ours(open_database(f"sqlite:///{path}")):
                raise BackupError(f"{file} is no back-up of this site")
            copy = _opened(path)
        except NotUsable as fault:
            raise BackupError(f"{file}: {fault}") from fault
        except (OSError, DatabaseError) as fault:
            raise BackupError(f"{file} cannot be read as a back-up: {fault}") from fault
        with closing(copy):
            yield copy


def _opened(path: Path) -> Database:
    """Open an SQLite file in today's shape."""
    copy = open_database(f"sqlite:///{path}", create=True)
    migrate_database(copy)
    return copy
