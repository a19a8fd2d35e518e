"""`flask demo`: the sample proposals in an otherwise empty site."""

from __future__ import annotations

import click
from flask import current_app

from regelruimte.demo.load import load
from regelruimte.store.migrate import migrate
from regelruimte.store.models import Proposal


@click.command("demo")
def demo() -> None:
    """Fill an empty site with the ten sample proposals."""
    migrate()
    if Proposal.select().exists():
        click.echo("There are proposals already; nothing was added.")
        return
    count = load(current_app.config["REGELRUIMTE"])
    click.echo(f"{count} sample proposals added.")
