"""A dossier for the owner who must keep one, before we erase; elsewhere nothing stays."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.maintenance.jobs import retention
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator

FOLDER = "archief"
NO = {"reason": "too_broad", "sentence": "Te breed."}


@pytest.fixture
def environment(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / FOLDER
    folder.mkdir()
    return environment | {"REGELRUIMTE_ARCHIVE": str(folder)}


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def kept(config: Config) -> list[Path]:
    assert config.archive
    return sorted(config.archive.glob("*.zip"))


def erases(applicant: Applicant) -> None:
    page = applicant.opens_own_page().follow("Alles wissen")
    page.press("Wis alles", erase_it="yes")


@pytest.mark.own_app
def test_erasing_leaves_a_dossier_with_the_owner(
    app: Flask, applicant: Applicant, config: Config
) -> None:
    proposal = applicant.has_sent()

    erases(applicant)

    (path,) = kept(config)
    with zipfile.ZipFile(path) as archive:
        assert proposal.answers["rule_text"] in archive.read("dossier.html").decode()
        rows = json.loads(archive.read("dossier.json"))
        told = json.loads(archive.read("inhoud.json"))["sha256"]
        assert told["dossier.html"] == hashlib.sha256(archive.read("dossier.html")).hexdigest()
    assert rows["Proposal"][0]["answers"]["name"] == proposal.answers["name"]
    assert Proposal.select().count() == 0


@pytest.mark.own_app
def test_what_is_kept_cannot_be_changed_unseen(applicant: Applicant, config: Config) -> None:
    applicant.has_sent()

    erases(applicant)

    (path,) = kept(config)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.with_name(f"{path.name}.sha256").read_text() == f"{digest}  {path.name}\n"
    assert oct(path.stat().st_mode & 0o777) == oct(0o400)
    assert list(path.parent.glob("*.unfinished")) == []


@pytest.mark.own_app
def test_the_term_leaves_one_too_and_no_secret_stands_in_it(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "declined", **NO)

    with clock.moved(timedelta(days=366)):
        retention(config)

    (path,) = kept(config)
    with zipfile.ZipFile(path) as archive:
        rows = json.loads(archive.read("dossier.json"))
        assert "Te breed." in archive.read("dossier.html").decode()
    assert rows["Reply"][0]["answers"]["sentence"] == "Te breed."
    assert {"Link", "OutgoingMail"} & set(rows) == set()


@pytest.mark.own_app
def test_a_draft_is_no_record(applicant: Applicant, config: Config) -> None:
    applicant.has_written(until="regel")

    with clock.moved(timedelta(days=90)):
        retention(config)

    assert kept(config) == []


@pytest.mark.own_app
def test_nothing_is_erased_that_could_not_be_kept(applicant: Applicant, config: Config) -> None:
    applicant.has_sent()
    assert config.archive
    config.archive.rename(config.archive.with_name("weg"))

    with clock.moved(timedelta(days=366)):
        counts = retention(config)

    assert counts["closed"] == 0
    assert Proposal.get().record != []


@pytest.mark.own_app
def test_whoever_erases_is_told_that_a_copy_stays(applicant: Applicant) -> None:
    applicant.has_sent()
    page = applicant.opens_own_page().follow("Alles wissen")

    assert "moet een kopie bewaren" in page.text
