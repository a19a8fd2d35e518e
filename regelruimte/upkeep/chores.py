"""The chores: each may run at any moment and any number of times, on several machines at once."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from regelruimte.config import Config
from regelruimte.proposals.expiring import warn_of_ending
from regelruimte.replies.remind import remind
from regelruimte.store.retention import remove_what_is_past_its_term


def retention(config: Config) -> dict[str, int]:
    """Warn of drafts that end in a week, and remove what is past its term."""
    warned = {"warned": warn_of_ending(config)}
    return warned | remove_what_is_past_its_term(config.terms)


CHORES: tuple[Callable[[Config], dict[str, int]], ...] = (remind, retention)


def init_app(app: Flask) -> None:
    """Let the mailer know what to do every hour."""
    app.extensions["chores"] = CHORES
