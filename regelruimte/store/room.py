"""Room on the disk for what a command is about to write: asked first, not found out halfway."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from peewee import Database, SqliteDatabase

from regelruimte.store.command_errors import Refusal
from regelruimte.store.statements import run


@dataclass(frozen=True, slots=True)
class Room:
    """So many bytes are needed in this folder."""

    folder: Path
    bytes: int

    def __str__(self) -> str:
        return f"{self.bytes >> 20} MiB in {self.folder}"


class NoRoom(Refusal):
    """A disk has too little room for what is about to be written to it."""


def check_room(*wanted: Room) -> None:
    """Raise NoRoom when a disk has less than all that is wanted on it."""
    for disk in {_disk(each.folder) for each in wanted}:
        there = [each for each in wanted if _disk(each.folder) == disk]
        needed = sum(each.bytes for each in there)
        free = shutil.disk_usage(there[0].folder).free
        if free < needed:
            raise NoRoom(
                f"{there[0].folder} has {free >> 20} MiB, and {needed >> 20} are needed: "
                + ", ".join(map(str, there))
            )


def size_of(database: Database) -> int:
    """Return how many bytes a database takes; of PostgreSQL, indexes and all."""
    if isinstance(database, SqliteDatabase):
        (pages,), (size,) = (
            run(database, f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
        )
        return int(pages * size)
    (found,) = run(database, "SELECT pg_database_size(current_database())").fetchone()
    return int(found)


def _disk(folder: Path) -> int:
    return folder.stat().st_dev
