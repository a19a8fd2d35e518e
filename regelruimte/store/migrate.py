"""The numbered migrations, run by one explicit command."""

from __future__ import annotations

from pathlib import Path

from peewee import Database
from playhouse.migrations import Runner

from regelruimte.store.db import database

FOLDER = Path(__file__).parent / "migrations"


def migrate() -> list[str]:
    """Run what was not run yet; return the names."""
    return migrate_database(database.obj)


def migrate_database(other: Database) -> list[str]:
    """Bring any database to today's shape; return the names of what was run."""
    names: list[str] = Runner(other, str(FOLDER)).up()
    return names


def waiting() -> list[str]:
    """Return the names of the migrations that were not run yet."""
    known = Runner(database.obj, str(FOLDER)).status()
    return [migration.name for migration in known if not migration.applied]


def is_ours(other: Database) -> bool:
    """Tell whether a database holds our tables, in today's shape or an older one."""
    return any(migration.applied for migration in Runner(other, str(FOLDER)).status())
