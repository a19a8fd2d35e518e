"""`flask db …`: the commands for the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from regelruimte.environment import PREFIX
from regelruimte.store import backup
from regelruimte.store.db import AWAY
from regelruimte.store.migrate import DatabaseGone, migrate
from regelruimte.web.settings import settings

db_commands = AppGroup("db", help="Look after the database.")


@db_commands.command("migrate")
@click.option("--new", "anew", is_flag=True, help="Begin with an empty database after all.")
def migrate_command(anew: bool) -> None:
    """Bring the database to the newest shape; make it if there never was one."""
    with _told():
        for name in migrate(settings().database_url, anew=anew):
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
@click.option("--to", "url", envvar=f"{PREFIX}COPY_TO", required=True, help="The other database.")
def copy_command(url: str) -> None:
    """Copy everything to another, empty database, such as PostgreSQL.

    In REGELRUIMTE_COPY_TO its password stands in no list of processes.
    """
    with _told():
        _echo_counts(backup.copy_to(url))


@contextmanager
def _told() -> Iterator[None]:
    """Tell an operator in one line what is wrong."""
    try:
        yield
    except (backup.BackupError, DatabaseGone) as problem:
        raise click.ClickException(str(problem)) from problem
    except AWAY as fault:
        raise click.ClickException(f"the database cannot be used: {fault}") from fault


def _echo_counts(counts: dict[str, int]) -> None:
    for name, count in counts.items():
        click.echo(f"{name}: {count}")
