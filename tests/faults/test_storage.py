"""A database that is busy, full or may not be written: told in Dutch, nothing typed is lost."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from flask import Flask
from peewee import SqliteDatabase

from regelruimte.config import Config
from regelruimte.proposals.questions import ABOUT_YOU_STEP
from regelruimte.store.db import database, open_database
from tests.faults.processes import Site
from tests.faults.sending import LAST_STEP, SENDING
from tests.people import Applicant
from tests.stored import dump
from tests.visitor import Page

pytestmark = pytest.mark.timed

TYPED = "Dit alternatief mag niet kwijtraken, hoe lang iemand ook wacht."


@contextmanager
def held_by_another(config: Config, seconds: float) -> Iterator[Callable[[], bool]]:
    """Let another connection hold the tables for so long; yield what tells whether it does."""
    other, held = open_database(config.database_url), threading.Event()

    def hold() -> None:
        with other.atomic():
            if not isinstance(other, SqliteDatabase):
                other.execute_sql("LOCK TABLE proposal IN EXCLUSIVE MODE")
            held.set()
            time.sleep(seconds)
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    yield thread.is_alive
    thread.join()


@pytest.fixture
def page(applicant: Applicant) -> Page:
    """A step that is about to be posted."""
    return applicant.has_written(until="regel")


def type_and_go_on(applicant: Applicant) -> Page:
    return applicant.fills_in_this_step(alternative=TYPED)


@pytest.mark.seldom_on_postgresql
@pytest.mark.both_databases
def test_a_database_that_is_held_is_waited_for_and_when_it_takes_long_that_is_told(
    config: Config, applicant: Applicant, page: Page
) -> None:
    with held_by_another(config, seconds=6.5) as holds:  # after four or five it is told
        told = type_and_go_on(applicant)
        assert told.status == 503
        assert told.response.headers["Retry-After"] == "60"
        assert told.value("alternative") == TYPED
        assert holds(), "what is typed is sent again while it is still held"
        after = told.press("Probeer het opnieuw")

    assert after.heading == ABOUT_YOU_STEP.title
    assert applicant.stored.answers["alternative"] == TYPED


@contextmanager
def a_full_disk() -> Iterator[None]:
    """SQLite may not grow by a page (SQLITE_FULL), as when the disk is full."""
    database.execute_sql("VACUUM")  # no free pages within the file
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA max_page_count = 1073741823")


@contextmanager
def a_disk_that_may_not_be_written() -> Iterator[None]:
    """SQLite refuses every write (SQLITE_READONLY)."""
    database.execute_sql("PRAGMA query_only = 1")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA query_only = 0")


@pytest.mark.parametrize("trouble", [a_full_disk, a_disk_that_may_not_be_written])
def test_trouble_with_the_disk_is_told_and_passes(
    app: Flask, applicant: Applicant, page: Page, trouble: object
) -> None:
    long = "Dít pást ér níét méér bíj. " * 37
    texts = {"rule_text": long, "rule_source": long[:400], "alternative": long * 2}
    before = dump(app)
    with app.app_context(), trouble():
        after = applicant.fills_in_this_step(**texts)
        assert after.status == 503
        assert dump(app) == before

    assert after.value("alternative") == long * 2
    assert after.press("Probeer het opnieuw").heading == ABOUT_YOU_STEP.title


def test_a_stop_finishes_what_is_in_flight(app: Flask, site: Site, applicant: Applicant) -> None:
    site.start("web server")
    applicant.has_written_it_all()
    body = urlencode(SENDING).encode()
    head = (
        f"POST /voorstel/{applicant.token}{LAST_STEP} HTTP/1.1\r\nHost: {site.address}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", site.port)) as line:
        line.sendall(head.encode() + body[:5])
        time.sleep(0.3)
        stopping = threading.Thread(target=site.stop)
        stopping.start()
        time.sleep(0.5)
        line.sendall(body[5:])
        answer = line.recv(1000)
    stopping.join()

    assert answer.startswith(b"HTTP/1.1 303")
    assert applicant.stored.status == "submitted"
