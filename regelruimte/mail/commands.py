"""`flask mail …`: sending, and what waits."""

from __future__ import annotations

import signal

import click
from flask.cli import AppGroup

from regelruimte.mail import outbox, send

mail_commands = AppGroup("mail", help="Send mail and see what waits.")


@mail_commands.command("send")
@click.option("--watch", is_flag=True, help="Go on until stopped.")
def send_command(watch: bool) -> None:
    """Send the mail that is due."""
    if not watch:
        click.echo(f"{send.send_due()} handled")
        return
    stopped: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _: stopped.append(number))
    send.watch(goes_on=lambda: not stopped)


@mail_commands.command("status")
def status_command() -> None:
    """Print how many mails wait, how many failed, and since when the oldest waits."""
    for name, count in outbox.counts().items():
        click.echo(f"{name}: {count}")
    click.echo(f"oldest waiting since: {outbox.oldest_waiting() or '-'}")
