"""What a page and a post cost inside the process, beside a page of bare Flask: without a server."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask

from regelruimte import create_app
from regelruimte.config import read_config
from regelruimte.store.db import database
from regelruimte.store.migrate import migrate
from tests.bench import bare
from tests.bench.browser import asked
from tests.people import SAMPLES, answers_to_type

Ratios = dict[str, list[float]]
_TIMES = 40


def beside_bare(rounds: int) -> Ratios:
    """Return how many times bare Flask's page each of ours costs, in turns, round after round."""
    with TemporaryDirectory() as folder:
        app = _site(Path(folder))
        try:
            asks = _asks(app)
            found: Ratios = {name: [] for name in asks}
            for _ in range(rounds + 1):
                floor = _seconds(lambda: _ask(bare.app, "GET", "/robots.txt"))
                for name, ask in asks.items():
                    found[name].append(_seconds(ask) / floor)
        finally:
            database.close()
    return {name: values[1:] for name, values in found.items()}  # the first round warmed up


def _site(folder: Path) -> Flask:
    variables = {"DEVELOPMENT": "1", "INSTANCE_PATH": str(folder), "RATELIMIT_ENABLED": "0"}
    config = read_config({f"REGELRUIMTE_{name}": value for name, value in variables.items()})
    app = create_app(config)
    with app.app_context():
        migrate(config.database_url)
    return app


def _asks(app: Flask) -> dict[str, Callable[[], str]]:
    """Return a page that is new to everybody, one of a draft, and a post that stores something."""
    check = SAMPLES[0]["check"]
    step = _ask(app, "POST", "/voorstel", check)
    answers = asked(_ask(app, "GET", step), answers_to_type(SAMPLES[0]))
    number = iter(range(sys.maxsize))

    def post() -> str:
        # Each time another text, as the newest window of this draft.
        changed = {"rule_source": f"Paragraaf {next(number)}", "basis": f"{sys.maxsize}.bench"}
        return _ask(app, "POST", step, answers | changed)

    return {
        "GET /check": lambda: _ask(app, "GET", "/check"),
        "GET of a step": lambda: _ask(app, "GET", step),
        "POST of a step": post,
    }


def _ask(app: Flask, method: str, path: str, answers: Mapping[str, Any] | None = None) -> str:
    """Ask as WSGI does (PEP 3333); return the text of the answer, or where it leads."""
    address, body = urlsplit(path), urlencode(answers or {}, doseq=True).encode()
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": address.path,
        "QUERY_STRING": address.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    said: dict[str, str] = {}

    def start(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
        assert status[:3] in {"200", "303"}, (status, path)
        said.update(headers)

    text = b"".join(app.wsgi_app(environ, start)).decode()  # type: ignore[arg-type]
    return said.get("Location") or text


def _seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(_TIMES):
        do()
    return (time.process_time() - began) / _TIMES
