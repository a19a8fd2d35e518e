"""`flask mail …`: sending, and what waits."""

from __future__ import annotations

import signal

import click
from flask.cli import AppGroup

from regelruimte.mail import outbox, send
from regelruimte.store.told import told

mail_commands = AppGroup("mail", help="Send mail and see what waits.")


@mail_commands.command("send")
@click.option("--watch", is_flag=True, help="Go on until stopped.")
@told()
def send_command(watch: bool) -> None:
    """Send the mail that is due."""
    if not watch:
        click.echo(f"{send.send_all_due()} handled")
        return
    stopped: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _: stopped.append(number))
    send.watch(goes_on=lambda: not stopped)


@mail_commands.command("status")
@told()
def status_command() -> None:
    """Print how many mails wait, how many failed and why, and since when the oldest waits."""
    for name, count in outbox.counts().items():
        click.echo(f"{name}: {count}")
    click.echo(f"oldest waiting since: {outbox.oldest_waiting() or '-'}")
    for mail in outbox.stopped():
        # Its domain only: a list on an operator's screen needs nobody's name.
        where = mail.recipient.rpartition("@")[2]
        click.echo(f"{mail.id}: {mail.kind} to …@{where}: {mail.last_error or 'held'}")


@mail_commands.command("retry")
@told()
def retry_command() -> None:
    """Let mails that failed, or came back held with a back-up, go out after all."""
    click.echo(f"{outbox.retry()} will be sent again")
