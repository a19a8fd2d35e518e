"""The address of the metrics: a port of its own, before the site; every other request is counted.

It stands outside Flask: the site has no page for it, whatever host or path somebody asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from secrets import compare_digest
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.wrappers import Request, Response

from regelruimte.config import Config
from regelruimte.metrics import queries
from regelruimte.metrics.request_counts import RequestCounts
from regelruimte.metrics.text_format import CONTENT_TYPE, Metric, Sample, gauge, text_of
from regelruimte.store import db
from regelruimte.store.timeouts import wait_at_most
from regelruimte.version import VERSION

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/metrics"
_PATIENCE = 2.0  # seconds for an answer of PostgreSQL


def init_app(app: Flask, config: Config) -> None:
    """Answer at REGELRUIMTE_METRICS_BIND, and count what else is asked; without it do nothing."""
    if config.metrics_bind:
        # Flask's own way to put something around an app, which mypy takes for a method.
        app.wsgi_app = Metrics(app, config, config.metrics_bind[1])  # type: ignore[method-assign]


class Metrics:
    """Answers what comes in at the port of the metrics, and counts what the site answers."""

    def __init__(self, app: Flask, config: Config, port: int) -> None:
        self.app, self.config, self.port = app, config, port
        self.site: WSGIApplication = app.wsgi_app
        self.counts = RequestCounts()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as WSGI (PEP 3333) asks."""
        if _port_of(environ) == self.port:
            return self._answer(Request(environ))(environ, start_response)
        return self.site(environ, self._counting(environ, start_response))

    def _counting(self, environ: WSGIEnvironment, start_response: StartResponse) -> StartResponse:
        path = str(environ.get("PATH_INFO", ""))

        def counted(status: str, *rest: object) -> Callable[[bytes], object]:
            self.counts.add(path, status[:3])
            return start_response(status, *rest)  # type: ignore[arg-type]  # handed on as it came

        return counted

    def _answer(self, request: Request) -> Response:
        if not self._may_read(request):
            return Response("", 401, {"WWW-Authenticate": "Bearer"})
        if request.path != PATH or request.method not in {"GET", "HEAD"}:
            return Response("", 404)
        return Response(text_of(self._metrics()), content_type=CONTENT_TYPE)

    def _may_read(self, request: Request) -> bool:
        """Tell whether the token was given, where there is one (RFC 6750, 2.1)."""
        wanted, given = self.config.metrics_token, request.headers.get("Authorization", "")
        return not wanted or compare_digest(given.encode(), f"Bearer {wanted}".encode())

    def _metrics(self) -> Iterator[Metric]:
        yield Metric("regelruimte_info", "Which version runs.", [Sample(1, {"version": VERSION})])
        yield Metric(
            "regelruimte_requests_total",
            "Requests since the start, by kind of page and status of the answer.",
            [
                Sample(count, {"page": page, "status": status})
                for page, status, count in self.counts.all()
            ],
            kind="counter",
        )
        yield from queries.of_the_machine(self.config)
        yield from self._of_the_database()

    def _of_the_database(self) -> list[Metric]:
        """Return what the database tells, and whether it tells anything."""
        name, told = "regelruimte_database_up", "1 when the database answers."
        with self.app.app_context():
            wait_at_most(_PATIENCE)
            try:
                db.check_away()
                db.connect()
                return [gauge(name, told, 1), *queries.of_the_database()]
            except db.AWAY:
                db.forget_connections()
                return [gauge(name, told, 0)]


def _port_of(environ: WSGIEnvironment) -> int | None:
    """Return the port at which a request came in; None for a Unix socket.

    By the connection itself: SERVER_PORT follows the Host header there, which anybody can write.
    """
    connection = environ.get("gunicorn.socket")
    name = connection.getsockname() if connection else None
    return int(name[1]) if isinstance(name, tuple) else None
