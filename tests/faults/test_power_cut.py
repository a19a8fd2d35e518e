"""A power cut on SQLite: what was acknowledged is there, whatever had not been synced.

A day of the site is traced; of it disks are made as a cut at some instant may leave them, and each
is opened with the site's own code.
"""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from peewee import DatabaseError, fn

from regelruimte import clock
from regelruimte.server.serve import FLASK
from regelruimte.store import links
from regelruimte.store.backup import backup
from regelruimte.store.db import database, open_database, sqlite_path
from regelruimte.store.migrate import DatabaseGone, migrate
from regelruimte.store.models import Event, Link, OutgoingMail, Proposal
from tests.conftest import needs
from tests.faults.cuts import DATABASE, Told, lay, record
from tests.faults.processes import Site
from tests.faults.working_day import BACKUP, ERASED_WORD, Plan
from tests.long_run import times
from tests.people import Applicant
from tests.postoffice import PostOffice

ENDED = timedelta(days=100)  # longer than a draft is kept
WHOLE = {("submitted", True, 1, 3), ("draft", False, 0, 0)}  # a reference, events, mails


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
        said=str(disk.parent / "said"),
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
    recording = record(plan.command(), Path(plan.disk), Path(plan.said))
    for told, files in recording.cuts(cuts, chance):
        found.update(set(wrong_on(files, plan, told)))
    assert told.sent == set(plan.senders), "a site that acknowledges nothing cannot pass"
    return found


def wrong_on(files: Mapping[str, bytes], plan: Plan, told: Told) -> list[str]:
    """Return what is wrong with what a disk holds, for people who were told this."""
    folder = Path(plan.instance, "cut")
    url = lay(files, folder)
    with_what_was_erased = bytes_erased(files) if "overwritten" in told.done else []
    return [*with_what_was_erased, *wrong_at(url, plan, told), *wrong_copy(folder / BACKUP, told)]


def bytes_erased(files: Mapping[str, bytes]) -> list[str]:
    held = [name for name, data in files.items() if ERASED_WORD.encode() in data]
    return [f"erased, and still in {name}" for name in held]


def wrong_at(url: str, plan: Plan, told: Told) -> list[str]:
    database.initialize(open_database(url))
    try:
        migrate(url)
        return [*damage(), *half(plan, told), *lost(plan, told)]
    except (DatabaseError, DatabaseGone) as fault:
        return [f"damaged: {fault}"]
    finally:
        database.close()


def damage() -> Iterator[str]:
    whole = database.execute_sql("PRAGMA integrity_check").fetchall()
    loose = database.execute_sql("PRAGMA foreign_key_check").fetchall()
    if whole != [("ok",)] or loose:
        yield f"damaged: {whole} {loose}"
    database.execute_sql("INSERT INTO proposal_words(proposal_words) VALUES ('integrity-check')")


def half(plan: Plan, told: Told) -> Iterator[str]:
    states = states_by_link()
    yield from (
        f"half: {states.get(links._hash(token))}"
        for token in plan.senders
        if states.get(links._hash(token)) not in WHOLE
    )
    is_handed_over = OutgoingMail.delivered_at.is_null(False)
    handed_over = OutgoingMail.select(OutgoingMail.message_id).where(is_handed_over)
    if {mail.message_id for mail in handed_over} - told.mailed:
        yield "half: a mail that is noted as handed over, and was not"


def lost(plan: Plan, told: Told) -> Iterator[str]:
    states = states_by_link()
    if any(states[links._hash(token)][0] != "submitted" for token in told.sent):
        yield "lost: a proposal"
    if last_saved(plan.saver) < told.saved:
        yield "lost: a step that was saved"
    if "left" in told.done and links._hash(plan.leaver) in states:
        yield "lost: that somebody wiped it out"
    is_past_its_term = Proposal.changed_at < clock.now() - ENDED / 2
    if "ended" in told.done and Proposal.select().where(is_past_its_term).exists():
        yield "lost: that a draft ended"


def states_by_link() -> dict[str, tuple[object, ...]]:
    """Return of the proposal behind each link its status, whether it has a reference, and counts."""
    is_sending = (Event.proposal == Proposal.id) & (Event.kind == "submitted")
    events = Event.select(fn.COUNT(Event.id)).where(is_sending)
    mails = OutgoingMail.select(fn.COUNT(OutgoingMail.id))
    mails = mails.where(OutgoingMail.proposal == Proposal.id)
    found = Link.select(Link.token_hash, Proposal.status, Proposal.reference, events, mails)
    return {
        token: (status, reference is not None, *counts)
        for token, status, reference, *counts in found.join(Proposal).tuples()
    }


def last_saved(token: str) -> int:
    link = Link.get(Link.token_hash == links._hash(token))
    number = re.search(r"nummer (\d+)$", link.proposal.answers["title"])
    return int(number[1]) if number else -1


def wrong_copy(file: Path, told: Told) -> list[str]:
    if not file.exists():
        return ["lost: the back-up"] if "backed up" in told.done else []
    with closing(sqlite3.connect(file)) as copy:
        (whole,) = copy.execute("PRAGMA integrity_check").fetchone()
        sent = "SELECT count(*) FROM proposal WHERE status = 'submitted'"
        (count,) = copy.execute(sent).fetchone()
    is_right = whole == "ok" and count >= told.done["backing up"]
    return [] if is_right else [f"damaged: the back-up, with {count} proposals: {whole}"]


def test_nothing_acknowledged_is_lost(app: Flask, plan: Plan, chance: random.Random) -> None:
    with app.app_context():
        found = what_is_lost(plan, times(short=300, long=1000), chance)

    assert not found


def test_the_same_cuts_lose_it_when_commits_do_not_wait_for_the_disk(
    app: Flask, plan: Plan, chance: random.Random
) -> None:
    placebo = replace(plan, wsgi="tests.faults.without_waiting")

    with app.app_context():
        found = what_is_lost(placebo, times(short=20, long=200), chance)

    print(dict(found))
    assert found["lost: a proposal"] > 0
