"""The site in a thread of the test, so that its clock can be moved and its database be filled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve this app at its own address; yield the address."""
    address: str = app.config["REGELRUIMTE"].site_url
    server = make_server("127.0.0.1", int(address.rpartition(":")[2]), app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
