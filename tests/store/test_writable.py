"""Whether the database takes anything in: health writes, seldom, and leaves nothing behind."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from flask import Flask

from regelruimte import create_app
from regelruimte.config import read_config
from regelruimte.store import writable
from regelruimte.store.db import database, open_database, sqlite_path
from regelruimte.store.migrate import migrate
from regelruimte.store.models import Heartbeat
from tests.conftest import needs
from tests.visitor import Visitor


def health(visitor: Visitor) -> tuple[int, str]:
    page = visitor.visit("/healthz")
    assert page.response.json
    return page.status, page.response.json["status"]


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every look be a new one, unless a test is about that."""
    monkeypatch.setattr(writable, "_HOLDS", -1.0)


@pytest.mark.both_databases
def test_looking_leaves_nothing_behind(app: Flask, visitor: Visitor) -> None:
    assert health(visitor) == (200, "green")

    with app.app_context():
        assert Heartbeat.select().count() == 0


@pytest.mark.both_databases
@pytest.mark.only_postgresql
def test_a_postgresql_that_may_only_be_read_is_red(app: Flask, visitor: Visitor) -> None:
    with database.connection_context():
        database.execute_sql("SET default_transaction_read_only = on")  # as a standby is
    try:
        assert health(visitor) == (503, "red")
    finally:
        database.obj.close_idle()

    assert health(visitor) == (200, "green")


def test_who_asks_often_makes_nobody_write_often(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writable, "_HOLDS", 60.0)
    health(visitor)
    file = sqlite_path(app.config["REGELRUIMTE"].database_url)
    with closing(sqlite3.connect(file)) as other:
        before = other.execute("PRAGMA data_version").fetchone()

        for _ in range(50):
            assert health(visitor) == (200, "green")

        assert other.execute("PRAGMA data_version").fetchone() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    needs("the right to mount a disk", os.geteuid() == 0)
    needs("mount", subprocess.run(command, check=False, capture_output=True).returncode == 0)
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_red_until_there_is_room_again(
    app: Flask, small_disk: Path, environment: dict[str, str]
) -> None:
    url = f"sqlite:///{small_disk}/test.sqlite"
    visitor = Visitor(create_app(read_config(environment | {"REGELRUIMTE_DATABASE_URL": url})))
    try:
        migrate(url)
        assert health(visitor) == (200, "green")
        database.close()  # the log is cut off, and what is written next needs room
        fill(small_disk / "rest")
        assert health(visitor) == (503, "red")

        (small_disk / "rest").unlink()
        assert health(visitor) == (200, "green")
    finally:
        database.close()
        database.initialize(open_database(app.config["REGELRUIMTE"].database_url))


def fill(file: Path) -> None:
    """Write until nothing more fits."""
    with file.open("wb", buffering=0) as rest, suppress(OSError):
        while True:
            rest.write(b"x" * 1024)
