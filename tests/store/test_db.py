"""The database: durable, in one transaction at a time, and given back after each request."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from flask import Flask
from peewee import OperationalError, SqliteDatabase

from regelruimte.store.db import database, open_database, transaction
from regelruimte.store.models import Proposal
from tests.at_once import at_once
from tests.visitor import Visitor


def test_a_transaction_is_all_or_nothing(app: Flask) -> None:
    def write_and_break_down() -> None:
        with transaction():
            Proposal.create(title="Blijft niet")
            raise RuntimeError

    with app.app_context():
        with pytest.raises(RuntimeError):
            write_and_break_down()
        assert Proposal.select().count() == 0


def test_on_sqlite_who_reads_and_then_writes_waits_for_others(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/busy.sqlite", create=True)
    opened.execute_sql("CREATE TABLE counter (turn integer)")
    opened.execute_sql("INSERT INTO counter VALUES (0)")

    def count_up() -> None:
        for _ in range(5):
            with opened.atomic():
                turn = opened.execute_sql("SELECT turn FROM counter").fetchone()[0]
                opened.execute_sql("UPDATE counter SET turn = ?", (turn + 1,))
        opened.close()

    at_once(*[count_up] * 4)

    assert opened.execute_sql("SELECT turn FROM counter").fetchone() == (20,)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 5000),
    ],
)
def test_every_sqlite_connection_is_durable_and_strict(
    tmp_path: Path, pragma: str, value: object
) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/new/folder.sqlite", create=True)
    found: list[object] = []

    def look() -> None:
        found.append(opened.execute_sql(f"PRAGMA {pragma}").fetchone()[0])
        opened.close()

    for _ in range(2):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert found == [value, value]


def test_postgresql_s_address_is_read_with_its_password() -> None:
    opened = open_database("postgresql://jan:p%40ss%2Fword@db.example/mijn%20naam")

    assert opened.database == "mijn naam"
    told = {key: opened.connect_params[key] for key in ("host", "port", "user", "password")}
    assert told == {"host": "db.example", "port": 5432, "user": "jan", "password": "p@ss/word"}


@pytest.mark.postgres
def test_postgresql_s_session_speaks_utc(postgresql: str) -> None:
    with open_database(postgresql) as opened:
        assert opened.execute_sql("SHOW timezone").fetchone() == ("UTC",)


def test_a_request_gives_postgresql_s_connection_back(app: Flask, visitor: Visitor) -> None:
    visitor.visit("/healthz")

    assert database.is_closed() is not isinstance(database.obj, SqliteDatabase)


def test_a_request_opens_a_connection_that_was_lost(app: Flask, visitor: Visitor) -> None:
    database.close()

    assert visitor.visit("/healthz").status == 200


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/away.sqlite")

    with pytest.raises(OperationalError):
        opened.connect()

    assert list(tmp_path.iterdir()) == []


def test_a_name_with_odd_signs_is_a_file_like_another(tmp_path: Path) -> None:
    name = "een ?naam#met%20tekens.sqlite"
    with open_database(f"sqlite:///{tmp_path}/{name.replace('%', '%25')}", create=True):
        pass

    assert (tmp_path / name).is_file()
