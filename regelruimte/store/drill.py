"""Trying a back-up: the same restoring as of the site, into a database that is thrown away."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import DatabaseError, fn

from regelruimte.store.backup import BackupError, backups_in
from regelruimte.store.db import bound_to, database, open_database
from regelruimte.store.migrate import migrate_database
from regelruimte.store.models import Event
from regelruimte.store.restore import check_sound, restore


@dataclass(frozen=True, slots=True)
class Drill:
    """What a back-up turned out to hold: rows by table, its last event, and what it took."""

    counts: dict[str, int]
    last_event: datetime | None
    seconds: float


def check_backup(file: Path) -> Drill:
    """Restore a back-up into a temporary SQLite database, look it over, and remove it again.

    The site's own database is not touched. Raises BackupError when the back-up cannot be read,
    when what comes of it is not sound, or when there is no room to try.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="regelruimte-") as folder, _bound_to(Path(folder)):
        counts = _restored(file)
        check_sound(database.obj, "integrity_check")
        last: datetime | None = Event.select(fn.MAX(Event.at)).scalar()
        return Drill(counts, last, time.monotonic() - began)


def _restored(file: Path) -> dict[str, int]:
    try:
        return restore(file)
    except DatabaseError as fault:
        raise BackupError(f"{file} cannot be restored: {fault}") from fault


def newest_in(folder: Path) -> Path:
    """Return the newest back-up of ours in a folder; raises BackupError when it holds none."""
    if not (found := backups_in(folder)):
        raise BackupError(f"there is no back-up in {folder}")
    return found[-1]


@contextmanager
def _bound_to(folder: Path) -> Iterator[None]:
    """Let all tables be those of an empty database in this folder, for this one command."""
    trial = open_database(f"sqlite:///{folder / 'trial.sqlite'}", create=True)
    migrate_database(trial)
    with closing(trial), bound_to(trial):
        yield
