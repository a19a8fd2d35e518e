"""What goes wrong in an operator's command, told in one line instead of a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from peewee import DatabaseError, InterfaceError


class Refusal(Exception):
    """Why a command cannot be done, in one line for an operator."""


@contextmanager
def told() -> Iterator[None]:
    """End a command with the one line that says what is wrong; also a decorator of commands."""
    try:
        yield
    except Refusal as problem:
        raise click.ClickException(str(problem)) from problem
    except (DatabaseError, InterfaceError) as fault:
        raise click.ClickException(f"the database cannot be used: {fault}") from fault
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        raise click.ClickException(f"{where}{fault.strerror or fault}") from fault
