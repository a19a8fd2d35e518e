"""One page at a time in each process: two at once would only both be late."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from flask import Flask, current_app, request
from werkzeug.exceptions import ServiceUnavailable

V = TypeVar("V", bound=Callable[..., object])
# Who needs no database goes on after so many seconds, whatever the page before it waits for; who
# does need it hears after some more that it cannot be had.
_FIRST = 0.25
_LONGEST = 5.0
_TURN = "regelruimte.turn"

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def init_app(app: Flask) -> None:
    """Put the app behind `OneAtATime`; no body larger than MAX_CONTENT_LENGTH is kept."""
    largest = int(app.config["MAX_CONTENT_LENGTH"])
    app.wsgi_app = OneAtATime(app.wsgi_app, largest)  # type: ignore[method-assign]


def needs_no_database(view: V) -> V:
    """Mark a view that goes on when the database is away, or that says itself what it means."""
    view.needs_no_database = True  # type: ignore[attr-defined]
    return view


def is_for_database() -> bool:
    """Tell whether this request needs the database; one for an unknown address does not."""
    view = current_app.view_functions.get(request.endpoint or "")
    return view is not None and not hasattr(view, "needs_no_database")


def end_turn() -> None:
    """Give the turn up before something that takes long; nothing happens when it is not ours."""
    _turn().end()


def wait_for_turn() -> None:
    """Wait until nobody else's page is made; raises ServiceUnavailable when it takes too long."""
    if not _turn().wait(_LONGEST):
        raise ServiceUnavailable(retry_after=60)


def _turn() -> Turn:
    return cast(Turn, request.environ[_TURN])


class Turn:
    """The right to make a page, which one request in this process has at a time."""

    def __init__(self, busy: Lock) -> None:
        self.busy, self.is_ours = busy, False

    def wait(self, seconds: float) -> bool:
        """Wait for it at most so many seconds; tell whether it is ours now."""
        self.is_ours = self.is_ours or self.busy.acquire(timeout=seconds)
        return self.is_ours

    def end(self) -> None:
        """Let the next begin; nothing happens when it was not ours."""
        if self.is_ours:
            self.is_ours = False
            self.busy.release()


class OneAtATime:
    """Makes an answer before it begins the next.

    Neither a body that arrives slowly nor what is streamed afterwards holds up anybody else.
    """

    def __init__(self, app: WSGIApplication, largest: int) -> None:
        self.app, self.busy, self.largest = app, Lock(), largest

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI (PEP 3333) asks: read its body, take the turn, call the app."""
        self._take_in(environ)
        turn = environ[_TURN] = Turn(self.busy)
        turn.wait(_FIRST)
        try:
            return self.app(environ, start_response)
        finally:
            turn.end()

    def _take_in(self, environ: WSGIEnvironment) -> None:
        """Read the body, as far as it is not too large; whether it is whole, Flask then judges.

        With its word `wsgi.input_terminated` gunicorn vouches for a body that broke off half-way.
        """
        length = environ.get("CONTENT_LENGTH") or ""
        is_chunked = bool(environ.pop("wsgi.input_terminated", False)) and not length
        announced = int(length) if length.isdecimal() else is_chunked * (self.largest + 1)
        body = environ["wsgi.input"].read(min(announced, self.largest + 1))
        environ["wsgi.input"] = BytesIO(body)
        if is_chunked:
            environ["CONTENT_LENGTH"] = str(len(body))
