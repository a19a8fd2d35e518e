"""Trying a back-up: it tells what it holds and how long it took, and touches nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections import namedtuple
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store import backup
from regelruimte.store.command_errors import Refusal
from regelruimte.store.copy import count_rows
from regelruimte.store.db import database
from regelruimte.store.drill import check_backup
from regelruimte.store.models import Chore, Proposal
from tests.people import Applicant, Coordinator
from tests.stored import dump

pytestmark = pytest.mark.both_databases


@pytest.fixture
def made(app: Flask, applicant: Applicant, bart: Coordinator, tmp_path: Path) -> Iterator[Path]:
    """A back-up with a proposal that was replied to."""
    bart.has_replied(applicant.has_sent(), "already_allowed", room="Hier.")
    with app.app_context():
        backup.backup(tmp_path / "b.sqlite")
        yield tmp_path / "b.sqlite"


def says(app: Flask, *arguments: str) -> str:
    return app.test_cli_runner().invoke(args=["db", *arguments]).output


def test_it_tells_what_a_back_up_holds(app: Flask, made: Path) -> None:
    drill = check_backup(made)

    assert drill.counts == count_rows(database.obj)
    assert drill.last_event is not None
    assert 0 < drill.seconds < 60


def test_the_site_keeps_all_it_has(app: Flask, made: Path) -> None:
    Proposal.update(title="Later gewijzigd").execute()
    before, bytes_before = dump(app), made.read_bytes()

    check_backup(made)

    assert dump(app) == before
    assert made.read_bytes() == bytes_before


def test_nothing_of_it_is_left_behind(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))

    check_backup(made)

    assert list(place.iterdir()) == []


def test_what_is_damaged_is_named_in_one_line(app: Flask, made: Path) -> None:
    made.write_bytes(made.read_bytes()[:20_000])

    said = says(app, "check-backup", str(made))

    assert said.startswith("Error: ")
    assert len(said.splitlines()) == 1


def test_a_row_that_refers_to_nothing_is_found(made: Path) -> None:
    copy = sqlite3.connect(made)
    copy.execute("UPDATE event SET proposal_id = 999")
    copy.commit()
    copy.close()

    with pytest.raises(backup.BackupError, match="foreign_key"):
        check_backup(made)


def test_without_room_nothing_is_tried(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, 0))

    with pytest.raises(Refusal, match="MiB"):
        check_backup(made)


def test_in_a_folder_a_back_up_is_named_by_its_moment_and_the_newest_is_tried(
    app: Flask, made: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    says(app, "backup", str(folder))
    with clock.moved(timedelta(days=1)):
        says(app, "backup", str(folder))

    oldest, newest = backup.backups_in(folder)
    assert f"{newest} is sound" in says(app, "check-backup", str(folder))
    assert oldest.name < newest.name


@pytest.mark.settings(BACKUP_DAYS=14)
def test_those_past_their_term_are_removed_and_no_other_file(
    app: Flask, made: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "notes.txt").touch()
    for days in (0, 7, 20):
        with clock.moved(timedelta(days=days)):
            said = says(app, "backup", "--remove-old", str(folder))

    assert said.endswith("1 older ones removed\n")
    assert len(backup.backups_in(folder)) == 2
    assert (folder / "notes.txt").exists()


def test_none_is_removed_where_no_term_is_known(app: Flask, made: Path, tmp_path: Path) -> None:
    assert "REGELRUIMTE_BACKUP_DAYS" in says(app, "backup", "--remove-old", str(tmp_path))


def test_when_it_was_done_last_is_noted(app: Flask, made: Path, tmp_path: Path) -> None:
    says(app, "backup", str(tmp_path / "c.sqlite"))
    says(app, "check-backup", str(made))
    says(app, "check-backup", str(tmp_path / "none.sqlite"))

    noted = {each.name: each for each in Chore.select()}
    assert set(noted) == {"backup", "backup_check"}
    assert noted["backup"].done_at is not None
    assert noted["backup"].failed_at is None
    assert noted["backup_check"].failed_at >= noted["backup_check"].done_at
