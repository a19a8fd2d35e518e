"""Putting a back-up in the place of all there is: it is made ready elsewhere, then put there."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from peewee import Database, DatabaseError

from regelruimte import clock
from regelruimte.store import cards, events, refusals
from regelruimte.store.backup import BackupError, in_todays_shape
from regelruimte.store.copy import copy_rows, count_rows, lock_rows, remove_rows
from regelruimte.store.db import bound_to, connect, database, open_database, transaction
from regelruimte.store.erase import cut_off_log, erase_again
from regelruimte.store.migrate import NotUsable, is_ours
from regelruimte.store.models import Erasure, OutgoingMail
from regelruimte.store.room import Room, check_room
from regelruimte.store.statements import driver, run
from regelruimte.store.write_queue import OneWriter


def room_for(file: Path) -> list[Room]:
    """Return the room that restoring this back-up takes: what SQLite writes, it writes twice."""
    size = file.stat().st_size
    ours = database.obj
    # Of PostgreSQL we cannot see the disk.
    here = [Room(ours.file.parent, 2 * size)] if isinstance(ours, OneWriter) else []
    return [Room(Path(tempfile.gettempdir()), size), *here]


def restore(file: Path, catch_up: Callable[[], object] = lambda: None) -> dict[str, int]:
    """Put a back-up in the place of all there is, at once or not at all; return the rows by table.

    Nothing is mailed again: undelivered mail comes back held, and so is what `catch_up` writes,
    which does what became due since; whom the database that is replaced reminded, is not
    reminded again. Nothing erased comes back: the ledger of that database is kept, and applied.
    Nor does what was taken from the register, or a yes that was taken back.
    Raises BackupError when `file` is no back-up, and Refusal when there is no room for it.
    """
    connect()
    with _readable(file) as copy:
        check_sound(copy, "quick_check(1)")
        counts = count_rows(copy)
        kept = _Kept()
        _make_ready(copy, kept, catch_up)
        with _alone():
            if (by_now := _Kept()) != kept:  # something was erased, or told, in between
                _make_ready(copy, by_now)
            _put(copy)
    if isinstance(database.obj, OneWriter):
        database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")  # the most of it: nobody waits
        cut_off_log(database.obj)
    return counts


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the database that is replaced knows, and a back-up may not undo."""

    ledger: list[dict[str, object]] = field(
        default_factory=lambda: [{"uid": gone.uid, "at": gone.at} for gone in Erasure.select()]
    )
    withdrawn: list[tuple[str, int]] = field(default_factory=cards.withdrawn)
    refused: list[tuple[str, str]] = field(default_factory=refusals.refused)
    reminders: list[events.Reminder] = field(default_factory=events.reminders)

    def keep(self) -> None:
        """Let it hold in the database that is written to now."""
        erase_again(self.ledger)
        cards.withdraw_again(self.withdrawn)
        refusals.refuse_again(self.refused)
        events.note_reminders(self.reminders)


def _make_ready(copy: Database, kept: _Kept, catch_up: Callable[[], object] = lambda: None) -> None:
    """Change the copy into what is to come, by what the database that is replaced knows."""
    with bound_to(copy), transaction():
        kept.keep()
        catch_up()
        OutgoingMail.update(held_at=clock.now(), leased_until=None).where(
            OutgoingMail.delivered_at.is_null(), OutgoingMail.cancelled_at.is_null()
        ).execute()


@contextmanager
def _alone() -> Iterator[None]:
    """Let nobody else write in this block; in PostgreSQL it is one transaction."""
    if isinstance(database.obj, OneWriter):
        with database.obj.turn():
            yield
    else:
        with database.atomic():
            lock_rows(database.obj, "ACCESS EXCLUSIVE")
            yield


def _put(copy: Database) -> None:
    """Replace all there is: SQLite by pages, which takes its index for search along."""
    if isinstance(database.obj, OneWriter):
        try:
            driver(copy).backup(database.connection())
        except sqlite3.Error as fault:
            raise BackupError(f"nothing was restored: {fault}") from fault
    else:
        remove_rows(database.obj)
        with copy.atomic():
            copy_rows(copy, database.obj)


@contextmanager
def _readable(file: Path) -> Iterator[Database]:
    """Open a copy of the back-up in today's shape; the back-up itself is not touched."""
    with tempfile.TemporaryDirectory(prefix="regelruimte-") as folder:
        path = Path(folder) / "copy.sqlite"
        try:
            check_room(*room_for(file))
            shutil.copyfile(file, path)
            if not is_ours(open_database(f"sqlite:///{path}")):
                raise BackupError(f"{file} is no back-up of this site")
            copy = in_todays_shape(path)
        except NotUsable as fault:
            raise BackupError(f"{file}: {fault}") from fault
        except (OSError, DatabaseError) as fault:
            raise BackupError(f"{file} cannot be read as a back-up: {fault}") from fault
        with closing(copy):
            yield copy


def check_sound(sqlite: Database, how: str) -> None:
    """Raise BackupError when SQLite finds something wrong, or a row refers to nothing."""
    for pragma, fine in ((how, [("ok",)]), ("foreign_key_check", [])):
        if (found := run(sqlite, f"PRAGMA {pragma}").fetchall()) != fine:
            raise BackupError(f"what comes of the back-up is not sound: {pragma} says {found[0]}")
