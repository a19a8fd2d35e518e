"""Commands that tell an operator in one plain line what is wrong, wherever it went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from regelruimte.settings import settings
from regelruimte.store.db import AWAY, SQLITE, sqlite_path


class Refusal(Exception):
    """Why a command cannot be done, in one line for an operator."""


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Turn what can be wrong with the database or its files into one line and exit code 1."""
    try:
        yield
    except Refusal as problem:
        raise click.ClickException(str(problem)) from problem
    except AWAY as fault:
        raise click.ClickException(_why(settings().database_url, fault)) from fault
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        raise click.ClickException(f"{where}{fault.strerror or fault}") from fault


def _why(url: str, fault: Exception) -> str:
    if url.startswith(SQLITE) and not sqlite_path(url).exists():
        return f"there is no database at {sqlite_path(url)}: is REGELRUIMTE_INSTANCE_PATH right?"
    said = (str(fault).splitlines() or [type(fault).__name__])[0]
    return f"the database cannot be used: {said}"


class PlainCommand(click.Command):
    """One command that tells what is wrong in one line."""

    def invoke(self, ctx: click.Context) -> object:
        """Run it, as click does; Flask has given it the application's context."""
        with _in_one_line():
            return super().invoke(ctx)


class PlainGroup(AppGroup):
    """Commands of which each tells what is wrong in one line."""

    command_class = PlainCommand
