"""`flask remind` and `flask retention`: the jobs by hand, or by cron."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from regelruimte.maintenance import jobs
from regelruimte.settings import settings
from regelruimte.store.command_errors import PlainCommand


@click.command("retention", cls=PlainCommand)
@with_appcontext
def retention_command() -> None:
    """Warn of drafts that end soon, and remove what is past its term."""
    for name, count in jobs.retention(settings()).items():
        click.echo(f"{name}: {count}")


@click.command("remind", cls=PlainCommand)
@with_appcontext
def remind_command() -> None:
    """Send the reminders and apologies that are due, and close what nobody answers."""
    for name, count in jobs.reminders(settings()).items():
        click.echo(f"{name}: {count}")
