"""A filled database of each release comes to today's shape, and everybody in it goes on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from peewee import SQL

from regelruimte import clock
from regelruimte.config import ROOT, Config, read_config
from regelruimte.mail import outbox
from regelruimte.store import links
from regelruimte.store import migrate as store_migrate
from regelruimte.store.db import SQLITE, database, forget_connections, sqlite_path
from regelruimte.store.migrate import waiting
from regelruimte.store.models import (
    TABLES,
    Consent,
    Introduction,
    Link,
    Message,
    Note,
    OutgoingMail,
    Pilot,
    Proposal,
    Reader,
    Reply,
)
from regelruimte.version import VERSION
from tests.consenting import Manager
from tests.introducing import SECOND
from tests.people import SAMPLES, Applicant, Coordinator, Everyone
from tests.postoffice import PostOffice, takes_mail_by_hand
from tests.reading_along import Lawyer
from tests.sites import Sites
from tests.store.released import VERSIONS, Released, rows_in, with_prefix
from tests.store.test_migrate import made_by_models, schema_of
from tests.stored import dump
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases

SENT = "Je voorstel is verstuurd"


@pytest.fixture(scope="module", params=VERSIONS)
def released(request: pytest.FixtureRequest) -> Released:
    """What is kept of a release."""
    return Released.of(request.param)


@pytest.fixture(scope="module")
def full(
    released: Released, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a database with all of that release in it, to be copied."""
    folder = tmp_path_factory.mktemp("released")
    if database_url.startswith(SQLITE):
        url = f"{SQLITE}{folder}/full.sqlite"
        released.load_into(url, folder)
        yield url
        return
    url = f"{database_url.rpartition('/')[0]}/full"
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute('CREATE DATABASE "full"')
        released.load_into(url, folder)
        yield url
        server.execute('DROP DATABASE "full" WITH (FORCE)')


@pytest.fixture
def copied(full: str, database_url: str) -> Iterator[str]:
    """The address of a copy of it, which nobody has migrated yet."""
    url = full.replace("full", "copied")
    if full.startswith(SQLITE):
        sqlite_path(url).write_bytes(sqlite_path(full).read_bytes())
        yield url
        return
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute('CREATE DATABASE copied TEMPLATE "full"')
        yield url
        server.execute("DROP DATABASE copied WITH (FORCE)")


@pytest.fixture
def config(released: Released, copied: str, shared_instance: Path) -> Config:
    """The configuration of that site."""
    place = {"DATABASE_URL": copied, "INSTANCE_PATH": str(shared_instance), "MAIL_PORT": "9"}
    return read_config(with_prefix(released.settings | place))


@pytest.fixture
def old(
    released: Released, config: Config, sites: Sites, post_office: PostOffice
) -> Iterator[Flask]:
    """Today's site on what that release left, an hour later; nothing was migrated yet."""
    app = sites.as_it_is(config)
    later = released.at - clock.now() + timedelta(hours=1)
    with clock.moved(later), takes_mail_by_hand(app, post_office):
        yield app
    forget_connections()


@pytest.fixture
def app(old: Flask) -> Flask:
    """The same, migrated as its operator does."""
    migrates(old)
    return old


def migrates(site: Flask) -> str:
    result = site.test_cli_runner().invoke(args=["db", "migrate"])
    assert result.exit_code == 0, result.output
    return result.output


# What there was


def test_its_tables_become_those_of_today(app: Flask, config: Config, tmp_path: Path) -> None:
    with app.app_context():
        assert waiting() == []
        made = schema_of(database.obj)

    assert made == made_by_models(config.database_url, tmp_path)


def test_it_loses_no_row(app: Flask, released: Released, tmp_path: Path) -> None:
    released.write_to(tmp_path / "then.sqlite")
    then = rows_in(tmp_path / "then.sqlite")

    with app.app_context():
        now = {table._meta.table_name: table.select().count() for table in TABLES}

    assert then.items() <= now.items()
    assert {name for name, count in then.items() if not count} <= {"hit"}, "all has something in it"


def test_its_words_are_found(app: Flask, bart: Coordinator) -> None:
    bart.signs_in()

    page = bart.browser.visit("/werkruimte/voorstellen?zoek=tijdschrijven+kwartier")

    assert "Stoppen met tijdschrijven per kwartier" in page.text
    assert "Eén handtekening bij kleine aankopen" not in page.text


# Applicants


def test_an_open_draft_is_sent(app: Flask, released: Released, applicant: Applicant) -> None:
    applicant.page = applicant.visitor.visit(released.links["draft"])

    page = applicant.sends()

    assert page.heading == SENT


@pytest.mark.seldom_on_postgresql
def test_a_step_that_is_not_right_yet_keeps_what_was_typed(
    app: Flask, released: Released, applicant: Applicant
) -> None:
    applicant.takes(4).page = applicant.visitor.visit(released.links["half"])
    assert applicant.page.value("rule_text") == applicant.sample["rule_text"]

    applicant.fills_in_this_step()

    assert applicant.sends().heading == SENT


@pytest.mark.seldom_on_postgresql
def test_whoever_did_the_check_goes_on(
    app: Flask, released: Released, applicant: Applicant
) -> None:
    applicant.takes(2).page = applicant.visitor.visit(released.links["checked"])

    applicant.fills_in_this_step()

    assert applicant.sends().heading == SENT


@pytest.mark.seldom_on_postgresql
def test_the_code_of_a_confidential_draft_opens_it(
    app: Flask, released: Released, visitor: Visitor
) -> None:
    door = visitor.visit(released.links["behind a code"])

    page = door.press("Verder", draft_code=released.links["code"])

    assert page.asks("address_is_right")


@pytest.mark.seldom_on_postgresql
def test_what_was_entered_for_somebody_is_sent_with_a_yes(
    app: Flask, released: Released, visitor: Visitor
) -> None:
    page = visitor.visit(released.links["entered"]).press("Verder", it_is_me="yes")

    assert page.press("Verder", send_it="yes").heading == SENT


@pytest.mark.seldom_on_postgresql
def test_a_question_is_answered(app: Flask, released: Released, visitor: Visitor) -> None:
    page = visitor.visit(released.links["answered 3"]).press("Verder", it_is_me="yes")

    form = page.follow("Beantwoord onze vraag")
    told = "Vraag pas drie offertes bij opdrachten vanaf 30.000 euro, en alleen bij inkoop."
    page = form.press("Verstuur je antwoord", alternative=told, ready="yes")

    assert told in page.text
    with app.app_context():
        assert not Proposal.select().where(Proposal.status == "info_requested").exists()


@pytest.mark.seldom_on_postgresql
def test_two_who_were_introduced_read_of_each_other(
    app: Flask, released: Released, visitor: Visitor
) -> None:
    page = visitor.visit(released.links["introduced"]).follow("Lees hoe het is afgelopen")

    assert SECOND in page.press("Verder", read_news="yes").text


@pytest.mark.seldom_on_postgresql
def test_who_was_asked_to_meet_somebody_can_answer(
    app: Flask, released: Released, visitor: Visitor
) -> None:
    page = visitor.visit(released.links["asked to meet"]).follow("Lees de vraag en kies")

    page.press("Stuur je antwoord", wants_contact="no")

    with app.app_context():
        assert Introduction.select().where(Introduction.state == "asking_first").exists()


# Pilots


def status_of(app: Flask, link: str) -> str:
    """Return how the pilot stands whose applicant has this link."""
    with app.app_context():
        found = links.find(links.Purpose.APPLICANT, link.split("/")[2])
        assert found is not None
        return str(Pilot.get(Pilot.proposal == found.proposal).status)


def test_a_trial_that_runs_comes_to_its_end(
    app: Flask, released: Released, visitor: Visitor
) -> None:
    link = released.links["pilot running"]
    assert status_of(app, link) == "running"

    page = visitor.visit(link).follow("Bekijk je pilot").follow("Rond de pilot af")
    page.press("Opslaan", end_it="yes")

    assert status_of(app, link) == "evaluating"


@pytest.mark.seldom_on_postgresql
def test_an_agreement_that_waits_is_accepted(
    app: Flask, released: Released, visitor: Visitor
) -> None:
    page = visitor.visit(released.links["pilot preparing"]).follow("Bekijk je pilot")
    before = page.text

    page = page.press("Stuur je antwoord", accept_it="yes")

    assert page.text != before
    assert not page.asks("accept_it")


@pytest.mark.seldom_on_postgresql
def test_both_consents_of_a_pilot_stand(app: Flask, released: Released, visitor: Visitor) -> None:
    page = visitor.visit(released.links["pilot with consents"])

    assert page.text.count("Directeur bedrijfsvoering (via een link)") >= 2
    assert "Elke maand een overzicht." in page.text


@pytest.mark.seldom_on_postgresql
def test_a_link_for_a_consent_is_answered(
    app: Flask, released: Released, everyone: Everyone
) -> None:
    page = Manager(everyone, released.links["consent"], "hoofd@gemeente.example").answers()

    assert page.status == 200
    with app.app_context():
        assert Consent.select().where(Consent.given_at.is_null(False)).count() == 3


# Mail


def test_what_waited_is_sent_and_what_was_held_or_refused_is_not(
    app: Flask, everyone: Everyone
) -> None:
    with app.app_context():
        due = {mail.message_id for mail in OutgoingMail.select().where(outbox._UNDELIVERED)}
        stopped = {mail.message_id for mail in outbox.stopped()}
    assert due
    assert stopped

    everyone.post_for("")
    sent = {letter.message["Message-ID"] for letter in everyone.post_office.letters}

    assert due <= sent
    assert stopped.isdisjoint(sent)


@pytest.mark.seldom_on_postgresql
def test_what_was_held_goes_out_when_a_person_says_so(app: Flask, everyone: Everyone) -> None:
    app.test_cli_runner().invoke(args=["mail", "retry"])

    assert everyone.post_for("aangehouden@gemeente.example")


@pytest.mark.seldom_on_postgresql
def test_who_asked_for_a_new_link_gets_one(
    app: Flask, everyone: Everyone, visitor: Visitor
) -> None:
    letter = everyone.post_for("gemaild@gemeente.example")[-1]

    assert visitor.visit(letter.link).asks("it_is_me")


# Coordinators and whom they ask


def test_a_mailed_link_replies(app: Flask, released: Released, bart: Coordinator) -> None:
    bart.page = bart.visitor.visit(released.links["reply"])

    bart.prepares("Het mag al", room="In het inkoopbeleid zelf.")

    assert "Het mag al" in bart.confirms().text
    with app.app_context():
        assert Reply.select().order_by(Reply.id.desc()).get().kind == "already_allowed"


@pytest.mark.seldom_on_postgresql
def test_a_second_opinion_lets_a_reply_count(
    app: Flask, released: Released, rense: Coordinator
) -> None:
    page = rense.visitor.visit(released.links["second"])

    page = page.press("Stuur je oordeel", judgement="agree")

    assert "Rense Bos is het eens met de reactie." in page.text


@pytest.mark.seldom_on_postgresql
def test_a_reader_comes_in(app: Flask, released: Released, everyone: Everyone) -> None:
    lawyer = Lawyer(everyone)
    door = lawyer.visitor.visit(released.links["reader"]).press("Verder", wants_code="yes")

    page = door.press("Open de tekst", reader_code=lawyer.reads_the_code())

    assert SAMPLES[0]["rule_text"] in page.text


# The register, and the end


def test_a_card_is_public(app: Flask, visitor: Visitor) -> None:
    page = visitor.visit("/regels").follow("Offertes bij kleine uitgaven")

    assert page.heading == "Offertes bij kleine uitgaven"


def test_all_of_it_is_removed_when_its_term_is_there(app: Flask) -> None:
    with clock.moved(timedelta(days=2000)):
        result = app.test_cli_runner().invoke(args=["retention"])

    assert result.exit_code == 0, result.output
    with app.app_context():
        assert not Proposal.select().where(Proposal.anonymised_at.is_null()).exists()
        for table in (Link, OutgoingMail, Message, Note, Reply, Reader, Consent, Introduction):
            assert table.select().count() == 0, table
        assert Proposal.select().count() > 40, "what was sent counts in the figures"


# What comes after today's shape

LATER = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE proposal ADD COLUMN colour TEXT NOT NULL DEFAULT 'geel'")
    db.execute_sql("CREATE INDEX proposal_colour ON proposal (colour)")
    db.execute_sql("UPDATE note SET author = 'later'")
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version to come, with one migration more: a column, an index, and rows that change."""
    folder = tmp_path / "migrations"
    shutil.copytree(store_migrate.FOLDER, folder)
    (folder / "9999_later.py").write_text(LATER)
    monkeypatch.setattr(store_migrate, "FOLDER", folder)


def authors(app: Flask) -> set[str]:
    with app.app_context():
        return {note.author for note in Note.select()}


@pytest.mark.usefixtures("later")
def test_a_later_version_brings_it_forward(old: Flask, released: Released) -> None:
    before = dump(old)
    with old.app_context():
        assert "9999_later" in waiting()

    assert "migrated: 9999_later" in migrates(old)

    assert authors(old) == {"later"}
    after = dump(old)
    assert {**after, "Note": before["Note"]} == before
    with old.app_context():
        count = Proposal.select().where(SQL("colour") == "geel").count()
        assert count == len(before["Proposal"])
        assert "proposal_colour" in {each.name for each in database.get_indexes("proposal")}


@pytest.mark.usefixtures("later")
def test_a_later_version_restores_its_back_up(
    old: Flask, released: Released, tmp_path: Path
) -> None:
    migrates(old)
    released.write_to(tmp_path / "backup.sqlite")
    with old.app_context():
        Proposal.delete().execute()

    run = old.test_cli_runner().invoke
    checked = run(args=["db", "check-backup", str(tmp_path / "backup.sqlite")])
    restored = run(args=["db", "restore", str(tmp_path / "backup.sqlite"), "--yes"])

    assert "is sound" in checked.output
    assert restored.exit_code == 0, restored.output
    assert authors(old) == {"later"}
    then = rows_in(tmp_path / "backup.sqlite")
    assert f"Proposal: {then['proposal']}" in restored.output
    assert len(dump(old)["Proposal"]) == then["proposal"]


@pytest.mark.seldom
def test_the_next_release_can_fill_one_too(released: Released, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.fill_release", tmp_path]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    told = json.loads((tmp_path / f"{VERSION}.json").read_text())
    assert told["links"].keys() >= released.links.keys()
    assert (tmp_path / f"{VERSION}.sqlite.xz").stat().st_size < 200_000
