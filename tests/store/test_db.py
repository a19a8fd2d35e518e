"""The database: durable, in one transaction at a time, and given back after each request."""

from __future__ import annotations

import threading
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import urlsplit

import pytest
from flask import Flask
from peewee import OperationalError, SqliteDatabase

from regelruimte.store.db import database, open_database, transaction
from regelruimte.store.models import Proposal
from tests.at_once import at_once
from tests.ports import free_port
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


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
        for _ in range(3):
            with opened.atomic():
                turn = opened.execute_sql("SELECT turn FROM counter").fetchone()[0]
                opened.execute_sql("UPDATE counter SET turn = ?", (turn + 1,))
        opened.close()

    at_once(*[count_up] * 4)

    assert opened.execute_sql("SELECT turn FROM counter").fetchone() == (12,)


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


def test_the_whole_of_postgresql_s_address_is_honoured() -> None:
    opened = open_database(
        "postgresql://jan:p%40ss%2Fword@a.example,b.example:5433/mijn%20naam"
        "?target_session_attrs=read-write&sslmode=verify-full&connect_timeout=9"
    )

    assert opened.database == "mijn naam"
    wanted = {
        "host": "a.example,b.example",
        "port": ",5433",
        "user": "jan",
        "password": "p@ss/word",
        "target_session_attrs": "read-write",
        "sslmode": "verify-full",
        "connect_timeout": "9",
    }
    assert wanted.items() <= opened.connect_params.items()


@pytest.mark.postgres
def test_a_socket_in_the_query_is_where_postgresql_is(postgresql: str) -> None:
    port = urlsplit(postgresql).port
    (folder,) = [
        path.parent for path in Path(gettempdir()).glob(f"regelruimte-pg-*/.s.PGSQL.{port}")
    ]

    with open_database(f"postgresql:///postgres?host={folder}&port={port}&user=postgres") as opened:
        where = opened.execute_sql("SELECT inet_server_addr()").fetchone()

    assert where == (None,), "by its socket, not by TCP"


@pytest.mark.postgres
def test_of_several_servers_the_one_that_can_be_written_is_used(postgresql: str) -> None:
    nobody, port = free_port(), urlsplit(postgresql).port
    address = f"postgresql://postgres@127.0.0.1:{nobody},127.0.0.1:{port}/postgres"

    with open_database(f"{address}?target_session_attrs=read-write") as opened:
        assert opened.execute_sql("SELECT 1").fetchone() == (1,)


@pytest.mark.postgres
def test_in_postgresql_nobody_waits_long_for_a_lock(postgresql: str) -> None:
    opened = open_database(postgresql)
    with opened.connection_context():
        assert opened.execute_sql("SHOW lock_timeout").fetchone() == ("4s",)
        opened.execute_sql("RESET lock_timeout")  # as in another session behind a pgbouncer
        with opened.atomic("REPEATABLE READ"):
            assert opened.execute_sql("SHOW lock_timeout").fetchone() == ("4s",)
            assert opened.execute_sql("SHOW transaction_isolation").fetchone() == (
                "repeatable read",
            )


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
