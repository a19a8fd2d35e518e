"""One page at a time in each process: two at once would only both be late."""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def init_app(app: Flask) -> None:
    """Let the app make one answer at a time."""
    largest = int(app.config["MAX_CONTENT_LENGTH"])
    app.wsgi_app = OneAtATime(app.wsgi_app, largest)  # type: ignore[method-assign]


class OneAtATime:
    """Makes an answer before it begins the next.

    Neither a body that arrives slowly nor what is streamed afterwards holds up anybody else.
    """

    def __init__(self, app: WSGIApplication, largest: int) -> None:
        self.app, self.busy, self.largest = app, Lock(), largest

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI asks."""
        self._take_in(environ)
        with self.busy:
            return self.app(environ, start_response)

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
