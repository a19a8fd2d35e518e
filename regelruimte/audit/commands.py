"""`flask audit …`: the audit trail for whoever answers for the site, past the coordinators."""

from __future__ import annotations

import click

from regelruimte.audit.queries import HEADINGS, audit_rows
from regelruimte.settings import settings
from regelruimte.store.command_errors import PlainGroup
from regelruimte.web.csv_file import csv_lines

audit_commands = PlainGroup("audit", help="Read who signed in, opened and exported.")


@audit_commands.command("export")
def export_command() -> None:
    """Print the whole audit trail as CSV, the newest first."""
    for piece in csv_lines(HEADINGS, audit_rows(settings())):
        click.echo(piece, nl=False)
