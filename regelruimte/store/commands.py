"""`flask db …`: the commands for the database."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app

from regelruimte.config import CLEARTEXT, PREFIX
from regelruimte.database_address import may_be_read_on_the_way
from regelruimte.settings import settings
from regelruimte.store import backup
from regelruimte.store.command_errors import PlainGroup
from regelruimte.store.migrate import check_migrated, migrate

db_commands = PlainGroup("db", help="Look after the database.")


@db_commands.command("migrate")
@click.option("--new", "anew", is_flag=True, help="Begin with an empty database after all.")
@click.option("--check", is_flag=True, help="Change nothing; fail while something was not run yet.")
def migrate_command(anew: bool, check: bool) -> None:
    """Bring the database to the newest shape; make it if there never was one."""
    if check:
        return check_migrated()
    for name in migrate(settings().database_url, anew=anew):
        click.echo(f"migrated: {name}")


@db_commands.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup_command(file: Path) -> None:
    """Write a back-up to FILE while the site goes on."""
    backup.backup(file)
    click.echo(f"backed up to {file}")


@db_commands.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.confirmation_option(prompt="This replaces everything in the database. Go on?")
def restore_command(file: Path) -> None:
    """Replace everything by the back-up in FILE; mail that waited comes back held."""
    _echo_counts(backup.restore(file, _catch_up))


@db_commands.command("copy")
@click.option("--to", "url", envvar=f"{PREFIX}COPY_TO", required=True, help="The other database.")
def copy_command(url: str) -> None:
    """Copy everything to another, empty database, such as PostgreSQL.

    In REGELRUIMTE_COPY_TO its password stands in no list of processes.
    """
    if may_be_read_on_the_way(url) and not settings().database_cleartext_ok:
        raise backup.BackupError(CLEARTEXT)
    _echo_counts(backup.copy_to(url))


def _catch_up() -> None:
    """Do what became due since the back-up was made."""
    for job in current_app.extensions.get("catch_up", ()):
        job(settings())


def _echo_counts(counts: dict[str, int]) -> None:
    for name, count in counts.items():
        click.echo(f"{name}: {count}")
