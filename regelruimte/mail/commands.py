"""`flask mail …`: sending, and what waits."""

from __future__ import annotations

import signal

import click

from regelruimte.mail import outbox, reassign, send
from regelruimte.settings import settings
from regelruimte.store import heartbeat, shared_clock
from regelruimte.store.command_errors import PlainGroup

mail_commands = PlainGroup("mail", help="Send mail and see what waits.")


@mail_commands.command("send")
@click.option("--watch", is_flag=True, help="Go on until stopped.")
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
def status_command() -> None:
    """Print how many mails wait, how many failed and why, and since when the oldest waits."""
    for name, count in outbox.counts().items():
        click.echo(f"{name}: {count}")
    click.echo(f"oldest waiting since: {outbox.oldest_waiting() or '-'}")
    click.echo(f"removal ran last: {heartbeat.removed_at() or '-'}")
    click.echo(f"clock of the database is ahead by: {shared_clock.ahead().total_seconds():.1f} s")
    for reason, count in outbox.reasons().items():
        click.echo(f"{count} tried, waiting: {reason}")
    for mail in outbox.stopped():
        # Its domain only: a list on an operator's screen needs nobody's name.
        where = mail.recipient.rpartition("@")[2]
        click.echo(f"{mail.id}: {mail.kind} to …@{where}: {mail.last_error or 'held'}")


@mail_commands.command("retry")
def retry_command() -> None:
    """Let mails that failed, or came back held with a back-up, go out after all.

    Those to somebody who is no coordinator any more go to whoever came instead.
    """
    if anew := reassign.write_anew(settings()):
        click.echo(f"{anew} written anew for new coordinators")
    click.echo(f"{outbox.retry()} will be sent again")


@mail_commands.command("drop")
@click.argument("ids", metavar="ID…", type=int, nargs=-1, required=True)
def drop_command(ids: tuple[int, ...]) -> None:
    """Let mails, by their numbers in `mail status`, never go out."""
    click.echo(f"{outbox.drop(ids)} dropped")
