"""One page at a time in each process: two at once would only both be late."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def init_app(app: Flask) -> None:
    """Let the app make one answer at a time."""
    app.wsgi_app = OneAtATime(app.wsgi_app)  # type: ignore[method-assign]


class OneAtATime:
    """Makes an answer before it begins the next; what is streamed afterwards holds up nobody."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app, self.busy = app, Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI asks."""
        with self.busy:
            return self.app(environ, start_response)
