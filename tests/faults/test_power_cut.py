"""A power cut on SQLite: what was acknowledged is there, whatever had not been synced.

A day of the site is traced; of it disks are made as a cut at some instant may leave them, and each
is opened with the site's own code.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.server.serve import FLASK
from regelruimte.store.backup import backup
from regelruimte.store.db import database, sqlite_path
from regelruimte.store.models import Proposal
from tests.conftest import needs
from tests.faults.acknowledged import ENDED, damage, opened, wrong_on
from tests.faults.cuts import DATABASE, Recording, record, said_beside
from tests.faults.processes import Site
from tests.faults.working_day import BACKUP, Plan
from tests.long_run import times
from tests.people import Applicant
from tests.postoffice import PostOffice


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The address of a database in a folder with nothing else."""
    needs("strace", shutil.which("strace") is not None)
    return f"sqlite:///{tmp_path}/disk/{DATABASE}"


@pytest.fixture
def disk(database_url: str) -> Path:
    """The folder that is traced."""
    return sqlite_path(database_url).parent


@pytest.fixture
def plan(
    app: Flask, applicant: Applicant, database_url: str, disk: Path, post_office: PostOffice
) -> Plan:
    """A day for which all that is sent is written already, and one draft is past its term."""
    written(applicant)
    with app.app_context():
        Proposal.update(changed_at=clock.now() - ENDED).execute()
    return Plan(
        disk=str(disk),
        instance=str(disk.parent),
        said=str(said_beside(disk)),
        database_url=database_url,
        mail_port=post_office.port,
        senders=[written(applicant) for _ in range(times(short=12, long=200))],
        saver=written(applicant),
        leaver=written(applicant),
        saves=times(short=4, long=60),
    )


def written(applicant: Applicant) -> str:
    applicant.has_written_it_all()
    return applicant.token


def what_is_lost(plan: Plan, cuts: int, chance: random.Random) -> Counter[str]:
    """Let the day pass, cut it so many times, and count what is wrong."""
    found: Counter[str] = Counter()
    database.close()
    recording = record(plan.command(), Path(plan.disk), os.environ)
    for told, files in recording.cuts(cuts, chance):
        found.update(set(wrong_on(files, Path(plan.instance, "cut"), plan, told)))
    assert told.sent == set(plan.senders), "a site that acknowledges nothing cannot pass"
    return found


def test_nothing_acknowledged_is_lost(app: Flask, plan: Plan, chance: random.Random) -> None:
    with app.app_context():
        found = what_is_lost(plan, times(short=40, long=1000), chance)

    assert not found


def test_the_same_cuts_lose_it_when_commits_do_not_wait_for_the_disk(
    app: Flask, plan: Plan, chance: random.Random
) -> None:
    placebo = replace(plan, wsgi="tests.faults.without_waiting")

    with app.app_context():
        found = what_is_lost(placebo, times(short=40, long=200), chance)

    print(dict(found))
    assert found["lost: a proposal"] > 0


@pytest.mark.seldom
def test_a_first_start_that_was_cut_short_can_be_done_again(
    app: Flask, tmp_path: Path, chance: random.Random
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    recording = operated(empty, "migrate")

    with app.app_context():
        for _, files in recording.cuts(300, chance):
            with opened(files, tmp_path / "cut"):
                assert list(damage()) == []


@pytest.mark.seldom
def test_a_restore_that_was_cut_short_was_done_or_was_not(
    app: Flask, applicant: Applicant, disk: Path, tmp_path: Path, chance: random.Random
) -> None:
    has_sent(applicant, 30)
    with app.app_context():
        backup(tmp_path / BACKUP)
    has_sent(applicant, 10)
    database.close()
    recording = operated(disk, "restore", "--yes", str(tmp_path / BACKUP))
    found: list[int] = []

    with app.app_context():
        for _, files in recording.cuts(300, chance):
            with opened(files, tmp_path / "cut"):
                assert list(damage()) == []
                found.append(Proposal.select().count())

    assert set(found) == {30, 40}
    assert found[-1] == 30, "the last cut is after its end"


def has_sent(applicant: Applicant, count: int) -> None:
    for _ in range(count):
        applicant.has_sent()


def operated(disk: Path, *words: str) -> Recording:
    """Run `flask db` with these words on the database in this folder, traced."""
    site = Site(disk.parent, f"sqlite:///{disk}/{DATABASE}", mail_port=9)
    return record([*FLASK, "db", *words], disk, site.environment)
