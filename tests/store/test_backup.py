"""A back-up holds everything; restoring it mails nothing again and revives nothing erased."""

from __future__ import annotations

import re
import shutil
import sqlite3
import stat
from collections import namedtuple
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.mail import outbox
from regelruimte.store import backup
from regelruimte.store.command_errors import Refusal
from regelruimte.store.copy import count_rows
from regelruimte.store.db import bound_to, database, open_database, transaction
from regelruimte.store.erase import erase
from regelruimte.store.models import Event, OutgoingMail, Proposal
from regelruimte.store.restore import restore
from regelruimte.store.search import matching_all
from tests.people import Applicant, Coordinator, Everyone
from tests.stored import dump

pytestmark = pytest.mark.both_databases

ODD = "Regel ‘één’\n\twith 😀, \u0000 niets"


@pytest.fixture
def proposal(app: Flask, applicant: Applicant, bart: Coordinator) -> Iterator[Proposal]:
    """A proposal that was replied to, beside another and a draft that is not right."""
    proposal = applicant.takes(3).has_sent()
    bart.has_replied(proposal, "already_allowed", room="Hier.")
    applicant.takes(1).has_written(until="idee", rule_source=ODD)
    with app.app_context():
        yield proposal


def test_a_back_up_brings_everything_back(app: Flask, proposal: Proposal, tmp_path: Path) -> None:
    before = dump(app)
    backup.backup(tmp_path / "b.sqlite")
    Proposal.delete().execute()

    restore(tmp_path / "b.sqlite")

    after = dump(app)
    after["OutgoingMail"] = before["OutgoingMail"]  # held now, see below
    assert after == before


def test_new_rows_after_a_restore_get_numbers_of_their_own(
    applicant: Applicant, proposal: Proposal, tmp_path: Path
) -> None:
    backup.backup(tmp_path / "b.sqlite")
    restore(tmp_path / "b.sqlite")

    assert applicant.has_sent().id > proposal.id


def test_a_restore_mails_nothing_again(
    applicant: Applicant, proposal: Proposal, tmp_path: Path
) -> None:
    waiting = OutgoingMail.select().count()
    backup.backup(tmp_path / "b.sqlite")

    restore(tmp_path / "b.sqlite")

    assert applicant.everyone.post_for(proposal.answers["email"]) == []
    assert OutgoingMail.select().where(OutgoingMail.held_at.is_null(False)).count() == waiting


def test_a_restore_reminds_nobody_a_second_time(
    everyone: Everyone, proposal: Proposal, tmp_path: Path
) -> None:
    run = everyone.app.test_cli_runner().invoke
    everyone.applicant.has_sent()
    everyone.post_for("")
    run(args=["db", "backup", str(tmp_path / "backup")])
    with clock.moved(timedelta(days=40)):
        run(args=["remind"])
        reminded = len(everyone.post_for(everyone.bart.email))
        assert "later" in everyone.post_for(everyone.applicant.email)[-1].subject.lower()

        run(args=["db", "restore", str(tmp_path / "backup"), "--yes"])
        run(args=["remind"])
        run(args=["mail", "retry"])

        assert len(everyone.post_for(everyone.bart.email)) == reminded


def test_what_became_due_before_a_restore_is_held_where_nothing_tells_whether_it_was_sent(
    everyone: Everyone, proposal: Proposal, tmp_path: Path
) -> None:
    run = everyone.app.test_cli_runner().invoke
    everyone.applicant.has_sent()
    everyone.post_for("")
    run(args=["db", "backup", str(tmp_path / "backup")])
    everyone.post_office.begins_anew()
    with clock.moved(timedelta(days=40)):
        run(args=["remind"])
        everyone.post_for("")
        Event.delete().where(Event.kind == "reminded").execute()
        before = len(everyone.post_for(everyone.bart.email))

        run(args=["db", "restore", str(tmp_path / "backup"), "--yes"])
        run(args=["remind"])

        assert len(everyone.post_for(everyone.bart.email)) == before
        assert {mail.kind for mail in outbox.stopped()} >= {"reminder", "apology"}


def test_a_restore_revives_nothing_that_was_erased(proposal: Proposal, tmp_path: Path) -> None:
    backup.backup(tmp_path / "b.sqlite")
    with transaction():
        erase(proposal)

    restore(tmp_path / "b.sqlite")

    assert [kept.status for kept in Proposal.select()] == ["draft"]


def test_what_is_erased_while_a_restore_is_made_ready_stays_erased(
    proposal: Proposal, tmp_path: Path
) -> None:
    live = database.obj

    def meanwhile() -> None:
        with bound_to(live), transaction():
            erase(proposal)

    backup.backup(tmp_path / "b.sqlite")
    restore(tmp_path / "b.sqlite", meanwhile)

    assert [kept.status for kept in Proposal.select()] == ["draft"]


@pytest.mark.only_postgresql
def test_no_index_and_no_reference_is_gone_after_a_restore(
    proposal: Proposal, tmp_path: Path
) -> None:
    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
    references = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
    before = [database.execute_sql(each).fetchall() for each in (indexes, references)]
    backup.backup(tmp_path / "b.sqlite")

    restore(tmp_path / "b.sqlite")

    assert [database.execute_sql(each).fetchall() for each in (indexes, references)] == before


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no disk have any room."""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, 0))


def test_without_room_no_back_up_is_begun(proposal: Proposal, tmp_path: Path, full: None) -> None:
    with pytest.raises(Refusal, match="0 MiB, and"):
        backup.backup(tmp_path / "b.sqlite")

    assert list(tmp_path.glob("b.sqlite*")) == []


def test_without_room_nothing_is_restored(
    app: Flask, proposal: Proposal, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    backup.backup(tmp_path / "b.sqlite")
    Proposal.update(title="Later gewijzigd").execute()
    before = dump(app)
    request.getfixturevalue("full")

    with pytest.raises(Refusal, match="0 MiB, and"):
        restore(tmp_path / "b.sqlite")

    assert dump(app) == before


def test_the_room_that_it_takes_is_told_first(
    app: Flask, proposal: Proposal, tmp_path: Path
) -> None:
    run = app.test_cli_runner().invoke
    made = run(args=["db", "backup", str(tmp_path / "b.sqlite")]).output
    restored = run(args=["db", "restore", str(tmp_path / "b.sqlite"), "--yes"]).output

    assert re.match(rf"needs \d+ MiB in {tmp_path}\n", made)
    assert re.match(r"needs \d+ MiB in ", restored)


def test_what_comes_back_is_found_by_its_words(proposal: Proposal, tmp_path: Path) -> None:
    word = proposal.title.split()[-1]
    backup.backup(tmp_path / "b.sqlite")
    Proposal.delete().execute()
    restore(tmp_path / "b.sqlite")

    found = matching_all(word)

    assert found is not None
    assert proposal in list(found)


def test_a_back_up_is_for_its_owner_only(proposal: Proposal, tmp_path: Path) -> None:
    backup.backup(tmp_path / "b.sqlite")

    assert stat.S_IMODE((tmp_path / "b.sqlite").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("b.sqlite*")] == ["b.sqlite"]


def test_a_back_up_is_a_sound_database(proposal: Proposal, tmp_path: Path) -> None:
    backup.backup(tmp_path / "b.sqlite")

    with sqlite3.connect(tmp_path / "b.sqlite") as made:
        assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_back_up_overwrites_no_file(proposal: Proposal, tmp_path: Path) -> None:
    (tmp_path / "b.sqlite").write_text("kostbaar")

    with pytest.raises(backup.BackupError, match="exists already"):
        backup.backup(tmp_path / "b.sqlite")

    assert (tmp_path / "b.sqlite").read_text() == "kostbaar"


@pytest.mark.parametrize("command", [("restore", "--yes"), ("check-backup",)])
def test_a_back_up_of_another_version_is_refused_in_a_plain_line(
    app: Flask, proposal: Proposal, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "b.sqlite"
    backup.backup(file)
    with sqlite3.connect(file) as made:
        made.execute("INSERT INTO schema_migration (name, applied) VALUES ('0001_first_tables', 0)")
    before = dump(app)

    result = app.test_cli_runner().invoke(args=["db", *command, str(file)])

    assert result.exit_code == 1
    assert f"Error: {file}: the database was made by another version" in result.output
    assert len(result.output.splitlines()) <= 2  # before it, what room is needed
    del before["Chore"]  # where a check that failed is noted
    assert before.items() <= dump(app).items()


@pytest.mark.parametrize("content", [None, b"", b"geen database", b"SQLite format 3\x00kapot"])
def test_what_is_no_back_up_changes_nothing(
    app: Flask, proposal: Proposal, tmp_path: Path, content: bytes | None
) -> None:
    before = dump(app)
    if content is not None:
        (tmp_path / "b.sqlite").write_bytes(content)

    with pytest.raises(backup.BackupError):
        restore(tmp_path / "b.sqlite")

    assert dump(app) == before


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def another_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/other.sqlite"
        return
    server = open_database(request.getfixturevalue("postgresql"))
    server.connect()
    server.execute_sql("CREATE DATABASE other")
    yield request.getfixturevalue("postgresql").removesuffix("/postgres") + "/other"
    server.execute_sql("DROP DATABASE other WITH (FORCE)")
    server.close()


def test_everything_is_copied_to_another_database(
    proposal: Proposal, another_database: str
) -> None:
    backup.copy_to(another_database)

    with open_database(another_database) as other:
        assert count_rows(other) == count_rows(database.obj)
        for mine in Proposal.select():
            query = Proposal.select().where(Proposal.id == mine.id)
            (theirs,) = query.execute(other)
            assert theirs.__data__ == mine.__data__
    with pytest.raises(backup.BackupError, match="not empty"):
        backup.copy_to(another_database)
