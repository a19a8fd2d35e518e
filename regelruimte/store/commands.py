"""`flask db …`: the commands for the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from regelruimte.store import backup
from regelruimte.store.migrate import migrate

db_commands = AppGroup("db", help="Look after the database.")


@db_commands.command("migrate")
def migrate_command() -> None:
    """Bring the database to the newest shape."""
    for name in migrate():
        click.echo(f"migrated: {name}")


@db_commands.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup_command(file: Path) -> None:
    """Write a back-up to FILE while the site goes on."""
    with _told():
        backup.backup(file)
    click.echo(f"backed up to {file}")


@db_commands.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.confirmation_option(prompt="This replaces everything in the database. Go on?")
def restore_command(file: Path) -> None:
    """Replace everything by the back-up in FILE; mail that waited comes back held."""
    with _told():
        _echo_counts(backup.restore(file))


@db_commands.command("copy")
@click.option("--to", "url", required=True, help="The other, empty database.")
def copy_command(url: str) -> None:
    """Copy everything to another database, such as PostgreSQL."""
    with _told():
        _echo_counts(backup.copy_to(url))


@contextmanager
def _told() -> Iterator[None]:
    """Tell an operator in one line what is wrong."""
    try:
        yield
    except backup.BackupError as problem:
        raise click.ClickException(str(problem)) from problem


def _echo_counts(counts: dict[str, int]) -> None:
    for name, count in counts.items():
        click.echo(f"{name}: {count}")
