"""What is erased is gone: no byte of it stays in the files of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.maintenance.jobs import steady_retention
from regelruimte.store.db import SQLITE, database, sqlite_path, transaction
from regelruimte.store.durable import sync
from regelruimte.store.erase import erase, leave_nothing
from regelruimte.store.heartbeat import is_steady
from regelruimte.store.models import TABLES, Erasure, Proposal
from regelruimte.store.retention import remove_what_is_past_its_term
from tests.people import Applicant, Coordinator

pytestmark = pytest.mark.both_databases

CANARY = "kanariepiet"


def the_files(url: str) -> Iterator[Path]:
    """Every file in which the database keeps rows (PostgreSQL's own log is its server's)."""
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        yield from path.parent.glob(f"{path.name}*")
        return
    database.execute_sql("CHECKPOINT")
    folder = database.execute_sql("SHOW data_directory").fetchone()[0]
    yield from (path for path in Path(folder, "base").rglob("*") if path.is_file())


def found(url: str) -> list[str]:
    """The names of the files that hold the canary."""
    return [path.name for path in the_files(url) if CANARY.encode() in path.read_bytes()]


@pytest.fixture
def proposal(app: Flask, applicant: Applicant, bart: Coordinator) -> Iterator[Proposal]:
    """A proposal with the canary in all that was written."""
    long = f"{CANARY} " * 60
    proposal = applicant.has_sent(
        title=f"Titel {CANARY}", rule_text=long, alternative=long, name=CANARY, risk=long
    )
    bart.has_replied(proposal, "declined", reason="too_broad", sentence=long)
    with app.app_context():
        yield Proposal.get_by_id(proposal.id)


def erased(proposal: Proposal, _: Config) -> None:
    with transaction():
        erase(proposal)
    leave_nothing()


def past_its_term(_: Proposal, config: Config) -> None:
    with clock.moved(timedelta(days=366)):
        remove_what_is_past_its_term(config.terms)


@pytest.mark.parametrize("gone", [erased, past_its_term])
def test_no_byte_of_it_stays(
    proposal: Proposal, config: Config, gone: Callable[[Proposal, Config], None]
) -> None:
    database.close()
    database.connect()
    assert found(config.database_url), "the search itself would find nothing"

    gone(proposal, config)

    assert found(config.database_url) == []


def test_the_disk_has_it_that_the_log_was_cut_off(
    proposal: Proposal, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "regelruimte.store.erase.sync",
        lambda path: synced.append((path.name, path.stat().st_size)) or sync(path),
    )

    erased(proposal, config)

    log = f"{sqlite_path(config.database_url).name}-wal"
    assert synced == ([(log, 0)] if config.database_url.startswith(SQLITE) else [])


@pytest.mark.only_postgresql
def test_by_day_nobody_waits_for_tables_that_are_written_anew(
    proposal: Proposal, config: Config
) -> None:
    noon = datetime.now(UTC).replace(hour=12)
    night = noon.replace(hour=2)  # three or four o'clock in the Netherlands
    with transaction():
        erase(proposal)

    assert was_written_anew(config, noon + timedelta(days=2)) is False
    assert True in {was_written_anew(config, night + timedelta(days=3, hours=h)) for h in (-1, 0)}


def was_written_anew(config: Config, moment: datetime) -> bool:
    """Tell whether the mailer's chore writes the tables anew at this moment."""
    before = file_of_proposals()
    with clock.moved(moment - timedelta(hours=25) - datetime.now(UTC)):
        is_steady()
    with clock.moved(moment - datetime.now(UTC)):
        assert steady_retention(config) != {}, "the clock is trusted by then"
    return file_of_proposals() != before


def file_of_proposals() -> int:
    (number,) = database.execute_sql("SELECT pg_relation_filenode('proposal')").fetchone()
    return int(number)


def test_only_its_name_stays(proposal: Proposal) -> None:
    with transaction():
        erase(proposal)

    assert [table for table in TABLES if table.select().count()] == [Erasure]
    assert Erasure.get().uid == proposal.uid


def test_others_stay(applicant: Applicant, proposal: Proposal) -> None:
    other = applicant.has_sent()
    with transaction():
        erase(proposal)

    assert [kept.id for kept in Proposal.select()] == [other.id]


def test_erasing_twice_is_erasing_once(proposal: Proposal) -> None:
    for _ in range(2):
        with transaction():
            erase(proposal)

    assert Erasure.select().count() == 1
