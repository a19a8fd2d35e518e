"""`flask db …`: the commands for the database."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from regelruimte.store.migrate import migrate

db_commands = AppGroup("db", help="Look after the database.")


@db_commands.command("migrate")
def migrate_command() -> None:
    """Bring the database to the newest shape."""
    for name in migrate():
        click.echo(f"migrated: {name}")
