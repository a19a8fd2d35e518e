"""How long whoever asks now waits for each answer of PostgreSQL; the mailer waits as it takes."""

from __future__ import annotations

from contextvars import ContextVar

_patience: ContextVar[float | None] = ContextVar("patience", default=None)
_tries_again: ContextVar[bool] = ContextVar("tries_again", default=False)


def wait_at_most(seconds: float) -> None:
    """Wait so many seconds for each answer from now on in this thread."""
    _patience.set(seconds)


def patience() -> float | None:
    """Return how many seconds there are; None when it takes as long as it takes."""
    return _patience.get()


def try_again() -> None:
    """Let this one ask a server that was silent just now, for all the others."""
    _tries_again.set(True)


def tries_again() -> bool:
    """Tell whether this one asks for all the others."""
    return _tries_again.get()


def forget() -> None:
    """Begin anew: what follows in this thread is somebody else's."""
    _patience.set(None)
    _tries_again.set(False)
