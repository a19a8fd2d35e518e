"""`flask demo`: the sample proposals in an otherwise empty site."""

from __future__ import annotations

import click

from regelruimte.demo.generate import generate
from regelruimte.demo.load import load
from regelruimte.figures.report import make_reports
from regelruimte.settings import settings
from regelruimte.store.command_errors import PlainCommand
from regelruimte.store.db import transaction
from regelruimte.store.migrate import migrate
from regelruimte.store.models import Proposal

_PROPOSALS, _CHECKS = 140, 400


@click.command("demo", cls=PlainCommand)
def demo_command() -> None:
    """Fill an empty site with the ten sample proposals."""
    migrate(settings().database_url)
    if Proposal.select().exists():
        click.echo("There are proposals already; nothing was added.")
        return
    with transaction():
        generate(settings(), _PROPOSALS, _CHECKS)
        count = load(settings())
    make_reports()
    click.echo(f"{count} sample proposals added, and {_PROPOSALS} invented ones behind them.")
