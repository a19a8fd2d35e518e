"""The workspace with a thousand proposals and with a million: list, search, figures and export."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from peewee import SqliteDatabase

from regelruimte import clock, create_app
from regelruimte.config import read_config
from regelruimte.drafts.begin import begin
from regelruimte.drafts.save import new_base_version, save
from regelruimte.drafts.submit import submit
from regelruimte.figures import counting
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.questions import RULE
from regelruimte.proposals.status import STATUSES
from regelruimte.register.public import A_PAGE
from regelruimte.sign_in import sessions
from regelruimte.store.db import database
from regelruimte.store.migrate import migrate
from regelruimte.store.models import Proposal, RuleCardText, SignIn
from tests.bench.journeys import percentile
from tests.cards import public_cards
from tests.people import SAMPLES, filled_in

Figures = dict[str, float]
_TIMES = 60
_WORDS = ("paraaf", "offerte", "verslag", "besluit", "vergunning", "inkoop", "verlof", "bezwaar")
_STATUSES = tuple(status.key for status in STATUSES if status.key not in ("draft", "approved"))
_LEVELS = tuple(level.key for level in LEVELS)
# What is asked, by the name it has in the table.
_ASKED = {
    "what waits": "/werkruimte",
    "list": "/werkruimte/voorstellen",
    "list, a late page": "/werkruimte/voorstellen?voor={middle}",
    "list, filtered": "/werkruimte/voorstellen?status=declined&niveau=act",
    "search, newest fifty": "/werkruimte/voorstellen?zoek=paraaf+inkoop",
    "search, one": "/werkruimte/voorstellen?zoek={one}",
    "figures": "/werkruimte/cijfers",
    "register": "/regels",
}


def at(sizes: list[int], url: str = "") -> dict[int, Figures]:
    """Return the p95 of each page in milliseconds, and how the export goes, by number of rows."""
    with _workspace(url) as (_, client):
        figures = {}
        for size in sizes:
            _fill(size)
            _publish(max(2 * A_PAGE, size // 100))  # a whole page at every size
            counting.store_figures()
            figures[size] = {name: _p95(client, path, size) for name, path in _ASKED.items()}
            figures[size] |= _export(client, size)
        return figures


def _p95(client: FlaskClient, path: str, size: int) -> float:
    address = path.format(middle=size // 2, one=f"{size // 2:08}")
    client.get(address)
    return percentile([_seconds(lambda: client.get(address)) for _ in range(_TIMES)], 0.95) * 1000


def _seconds(do: Callable[[], Any]) -> float:
    began = time.perf_counter()
    response = do()
    assert response.status_code == 200, response.status
    return time.perf_counter() - began


def _export(client: FlaskClient, size: int) -> Figures:
    before, began, lines = _resident(), time.perf_counter(), 0
    response = client.get("/werkruimte/voorstellen.csv", buffered=False)
    for piece in response.response:
        lines += piece.count(b"\n" if isinstance(piece, bytes) else "\n")  # type: ignore[arg-type]
    seconds = time.perf_counter() - began
    response.close()
    assert lines >= size, (lines, size)
    return {"export rows/s": lines / seconds, "export grows MB": max(0.0, _resident() - before)}


def _resident() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


@contextmanager
def _workspace(url: str) -> Iterator[tuple[Flask, FlaskClient]]:
    with TemporaryDirectory() as folder:
        variables = {"DEVELOPMENT": "1", "INSTANCE_PATH": folder, "RATELIMIT_ENABLED": "0"}
        variables |= {"DATABASE_URL": url} if url else {}
        config = read_config({f"REGELRUIMTE_{name}": value for name, value in variables.items()})
        app = create_app(config)
        with app.app_context():
            migrate(config.database_url)
            _one_proposal(config)
            client = app.test_client()
            _sign_in(client, config.coordinators[0].email)
            yield app, client
        database.close()


def _sign_in(client: FlaskClient, email: str) -> None:
    key = sessions.new_secret()
    SignIn.create(
        coordinator=email,
        token_hash="-",
        code_hash="-",
        browser_hash="-",
        session_hash=sessions._hash(key),
        expires_at=clock.now(),
        used_at=clock.now() + timedelta(hours=1),
    )
    with client.session_transaction("/werkruimte") as session:
        session["key"] = key


def _one_proposal(config: Any) -> None:
    proposal, _ = begin(SAMPLES[0]["check"])
    save(proposal, RULE, filled_in(SAMPLES[0]), new_base_version(proposal, RULE))
    submit(proposal, config)


def _fill(size: int) -> None:
    """Add proposals to the one there is, made by the database itself, until there are so many."""
    have = Proposal.select().count()
    is_sqlite = isinstance(database.obj, SqliteDatabase)
    series = (
        f"WITH RECURSIVE s(n) AS (SELECT {have + 1} UNION ALL SELECT n + 1 FROM s WHERE n < {size})"
        if is_sqlite
        else f"WITH s AS (SELECT generate_series({have + 1}, {size}) AS n)"
    )
    number = "printf('%08d', n)" if is_sqlite else "lpad(n::text, 8, '0')"
    title = f"{_picked(_WORDS, 1)} || ' ' || {_picked(_WORDS, 7)} || ' nummer ' || n"
    changed = {
        "id": "n",
        "uid": "'u' || n",
        "reference": f"'RR-' || substr({number}, 1, 4) || '-' || substr({number}, 5, 4)",
        "title": title,
        "words": f"'rr ' || {number} || ' ' || {title}",
        "status": _picked(_STATUSES, 3),
        "rule_level": _picked(_LEVELS, 11),
    }
    columns = [field.column_name for field in Proposal._meta.sorted_fields]
    picked = ", ".join(changed.get(column, f"p.{column}") for column in columns)
    sql = (
        f"INSERT INTO proposal ({', '.join(columns)}) {series} "
        f"SELECT {picked} FROM s, proposal p WHERE p.id = 1"
    )
    with database.atomic():
        database.execute_sql(sql if is_sqlite else sql.replace("%", "%%"))
    database.execute_sql("ANALYZE")


def _publish(size: int) -> None:
    """Add cards to the public register until there are so many."""
    have = RuleCardText.select().count()
    public_cards(size - have, first=have)
    database.execute_sql("ANALYZE")


def _picked(choices: Sequence[str], step: int) -> str:
    """Return SQL that picks one of these by the number of the row."""
    cases = " ".join(f"WHEN {index} THEN '{text}'" for index, text in enumerate(choices))
    return f"(CASE (n / {step}) % {len(choices)} {cases} END)"


def ratios(by_size: dict[int, Figures]) -> Iterator[tuple[str, list[float], float]]:
    """Return each page with its milliseconds by size, and the last beside the first."""
    sizes = list(by_size)
    for name in itertools.chain(_ASKED, ("export rows/s", "export grows MB")):
        values = [by_size[size][name] for size in sizes]
        yield name, values, values[-1] / values[0] if values[0] else float("nan")
