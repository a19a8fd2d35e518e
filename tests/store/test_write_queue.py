"""SQLite's writers take turns, and a lock that cannot be had changes nothing but the order."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from peewee import IntegerField, Model, OperationalError

from regelruimte.store import write_queue
from regelruimte.store.db import open_database
from regelruimte.store.write_queue import OneWriter


@pytest.fixture
def database(tmp_path: Path) -> Iterator[OneWriter]:
    """An SQLite database with one table of numbers."""
    database = open_database(f"sqlite:///{tmp_path}/test.sqlite", create=True)
    database.execute_sql("CREATE TABLE number (n INTEGER)")
    yield database
    database.close()


def numbers(database: OneWriter) -> list[int]:
    return [n for (n,) in database.execute_sql("SELECT n FROM number")]


def write_and_fail(database: OneWriter) -> None:
    with database.atomic():
        database.execute_sql("INSERT INTO number VALUES (1)")
        raise ZeroDivisionError


def test_who_writes_waits_for_who_is_writing(database: OneWriter) -> None:
    def write() -> None:
        database.execute_sql("INSERT INTO number VALUES (2)")
        database.close()

    other = Thread(target=write)
    with database.atomic():
        other.start()
        time.sleep(0.1)
        database.execute_sql("INSERT INTO number VALUES (1)")
        assert other.is_alive()
    other.join()

    assert numbers(database) == [1, 2]


def test_after_a_fault_the_next_one_may_write(database: OneWriter) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(database)
    with pytest.raises(OperationalError):
        database.execute_sql("INSERT INTO nothing VALUES (1)")
    with pytest.raises(OperationalError):
        database.begin("nonsense")

    with database.atomic(), database.atomic():
        database.execute_sql("INSERT INTO number VALUES (2)")
    assert numbers(database) == [2]


def test_reading_waits_for_nobody(database: OneWriter) -> None:
    read: list[list[int]] = []

    def look() -> None:
        read.append(numbers(database))
        database.close()

    with database.atomic():
        database.execute_sql("INSERT INTO number VALUES (1)")
        other = Thread(target=look)
        other.start()
        other.join(5)

    assert read == [[]]


def test_a_turn_ends_with_its_process(database: OneWriter) -> None:
    code = (
        "import fcntl, sys, time; f = open(sys.argv[1], 'ab'); fcntl.flock(f, fcntl.LOCK_EX);"
        "print('mine', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(database.lock_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        os.kill(other.pid, signal.SIGKILL)
        database.execute_sql("INSERT INTO number VALUES (1)")

    assert numbers(database) == [1]


def test_nobody_waits_for_ever(database: OneWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_queue, "_SECONDS", 0.2)
    with database.lock_file.open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(OperationalError, match="locked"):
            database.execute_sql("INSERT INTO number VALUES (1)")
        with pytest.raises(OperationalError, match="locked"):
            database.begin()

    database.execute_sql("INSERT INTO number VALUES (2)")
    assert numbers(database) == [2]


def test_without_the_file_writing_goes_on(database: OneWriter, tmp_path: Path) -> None:
    database.lock_file = tmp_path / "nowhere" / "lock"

    with database.atomic():
        database.execute_sql("INSERT INTO number VALUES (1)")
    database.execute_sql("INSERT INTO number VALUES (2)")
    assert numbers(database) == [1, 2]


def test_tables_write_in_turn_too(database: OneWriter) -> None:
    class Number(Model):
        n = IntegerField(primary_key=True)

        class Meta:
            legacy_table_names = False

    with database.bind_ctx([Number]):
        Number.insert(n=7).execute()
        assert Number.update(n=8).execute() == 1
