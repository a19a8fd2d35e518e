"""The database during a request: a connection, and a page that says so when it is away."""

from __future__ import annotations

from flask import Flask, Response

from regelruimte.config import Config
from regelruimte.server.request_lock import is_for_database, wait_for_turn
from regelruimte.store import db, timeouts
from regelruimte.web.errors import error_page, our_fault

# Seconds that who visits waits for one answer of PostgreSQL. Longer than for a lock (four); no
# statement_timeout: with a synchronous standby a server would then call done what only it has.
_PATIENCE = 5.0


def init_app(app: Flask, config: Config) -> None:
    """Bind the tables to the configured database; connect for each request that needs it.

    A fault of the connection is answered with 503, any other of the database with 500.
    """
    db.init(config)
    app.before_request(_connect)
    app.teardown_appcontext(_disconnect)
    for fault in db.AWAY:
        app.register_error_handler(fault, _away)
    for fault in db.OURS:
        app.register_error_handler(fault, our_fault)


def _connect() -> None:
    timeouts.wait_at_most(_PATIENCE)
    if is_for_database():
        db.check_away()
        wait_for_turn()
        db.connect()


def _disconnect(_: BaseException | None) -> None:
    timeouts.forget()
    db.disconnect()


def _away(_: Exception) -> Response:
    db.forget_connections()
    response = error_page(503)
    response.headers["Retry-After"] = "60"
    return response
