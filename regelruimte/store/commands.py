"""`flask db …`: the commands for the database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
from flask import current_app

from regelruimte import clock
from regelruimte.config import CLEARTEXT, PREFIX
from regelruimte.database_address import may_be_read_on_the_way
from regelruimte.settings import settings
from regelruimte.store import backup, chores, drill, restore
from regelruimte.store.command_errors import PlainGroup
from regelruimte.store.db import AWAY
from regelruimte.store.migrate import check_migrated, migrate
from regelruimte.store.room import Room

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
@click.option("--remove-old", is_flag=True, help="Remove those past REGELRUIMTE_BACKUP_DAYS.")
def backup_command(file: Path, remove_old: bool) -> None:
    """Write a back-up to FILE while the site goes on; in a folder it is named by the moment."""
    days = settings().programme.backup_days
    if remove_old and not (days and file.is_dir()):
        raise backup.BackupError("--remove-old needs a folder, and REGELRUIMTE_BACKUP_DAYS")
    path = backup.path_in(file, clock.now()) if file.is_dir() else file
    with _noted(chores.BACKUP):
        _tell_room(backup.room_for(path))
        backup.backup(path)
    click.echo(f"backed up to {path}")
    if remove_old:
        click.echo(f"{backup.remove_older(file, days)} older ones removed")


@db_commands.command("check-backup")
@click.argument("file", type=click.Path(path_type=Path))
def check_backup_command(file: Path) -> None:
    """Restore FILE, or the newest in a folder, into a temporary place; count, and tell how long."""
    path = drill.newest_in(file) if file.is_dir() else file
    with _noted(chores.BACKUP_CHECK):
        found = drill.check_backup(path)
    _echo_counts(found.counts)
    click.echo(f"last event in it: {found.last_event or '-'}")
    click.echo(f"{path} is sound; restoring it took {found.seconds:.1f} seconds")


@contextmanager
def _noted(chore: str) -> Iterator[None]:
    """Note how long this takes, or that it failed, where the database can be written to."""
    began = time.monotonic()
    try:
        yield
    except Exception:
        with suppress(*AWAY):
            chores.note_failed(chore)
        raise
    with suppress(*AWAY):
        chores.note_done(chore, time.monotonic() - began)


@db_commands.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.confirmation_option(prompt="This replaces everything in the database. Go on?")
def restore_command(file: Path) -> None:
    """Replace everything by the back-up in FILE; mail that waited comes back held."""
    _tell_room(*restore.room_for(file))
    _echo_counts(restore.restore(file, _catch_up))


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


def _tell_room(*needed: Room) -> None:
    """Tell what room it takes; whether that is there, is looked at before anything is written."""
    click.echo(f"needs {', '.join(map(str, needed))}")


def _echo_counts(counts: dict[str, int]) -> None:
    for name, count in counts.items():
        click.echo(f"{name}: {count}")
