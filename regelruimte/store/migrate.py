"""The numbered migrations, run by one explicit command."""

from __future__ import annotations

from pathlib import Path

from playhouse.migrations import Runner

from regelruimte.store.db import database

FOLDER = Path(__file__).parent / "migrations"


def migrate() -> list[str]:
    """Run what was not run yet; return the names."""
    names: list[str] = _runner().up()
    return names


def waiting() -> list[str]:
    """Return the names of the migrations that were not run yet."""
    return [migration.name for migration in _runner().status() if not migration.applied]


def _runner() -> Runner:
    return Runner(database.obj, str(FOLDER))
