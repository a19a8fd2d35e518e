"""The migrations make the tables that the models describe, on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from peewee import Database, PostgresqlDatabase
from playhouse.migrations import Runner

from regelruimte import create_app
from regelruimte.config import Config, read_config
from regelruimte.store import migrate as store_migrate
from regelruimte.store.db import database, open_database
from regelruimte.store.migrate import FOLDER, NotUsable, migrate, migrate_database, waiting
from regelruimte.store.models import TABLES

DATABASE_URL = "REGELRUIMTE_DATABASE_URL"
Schema = dict[str, Any]
_SPACES = re.compile(r"\s+")
_COMMA = re.compile(r", (?=\")|, (?=CHECK|FOREIGN)|(?<=\")\s\((?=\")")
_NAMES = str(tuple(table._meta.table_name for table in TABLES))
_POSTGRESQL = {
    "columns": f"""
        SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
               column_default IS NOT NULL
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name IN {_NAMES}
        AND column_name <> 'word_vector' ORDER BY 1, 2""",
    "constraints": f"""
        SELECT t.relname, c.contype::text, pg_get_constraintdef(c.oid)
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        WHERE t.relnamespace = current_schema()::regnamespace AND t.relname IN {_NAMES}
        ORDER BY 1, 2, 3""",
    "indexes": f"""
        SELECT tablename, regexp_replace(indexdef, ' ON [^ ]*[.]', ' ON ') FROM pg_indexes
        WHERE schemaname = current_schema() AND tablename IN {_NAMES}
        AND indexname <> 'proposal_words' ORDER BY 1, 2""",
}
# Models cannot describe what makes words searchable; that it works is test_search's to show.
_SQLITE = f"""
    SELECT type, name, tbl_name, sql FROM sqlite_master
    WHERE tbl_name IN {_NAMES} AND name NOT LIKE 'proposal_words%'"""


@contextmanager
def an_empty_database(url: str, folder: Path, name: str) -> Iterator[Database]:
    """Yield a database of its own: another file, or another schema of the same server."""
    if url.startswith("sqlite"):
        empty = open_database(f"sqlite:///{folder}/{name}.sqlite", create=True)
        with empty:
            yield empty
        return
    server = open_database(url)
    with server:
        server.execute_sql(f"CREATE SCHEMA {name}")
        server.execute_sql(f"SET search_path TO {name}")
        try:
            yield server
        finally:
            server.execute_sql(f"DROP SCHEMA {name} CASCADE")


def schema_of(made: Database) -> Schema:
    """Return all that the database itself says of our tables."""
    if isinstance(made, PostgresqlDatabase):
        return {what: made.execute_sql(sql).fetchall() for what, sql in _POSTGRESQL.items()}
    rows = made.execute_sql(_SQLITE).fetchall()
    return {name: (kind, table, _plain(sql)) for kind, name, table, sql in rows}


def _plain(sql: str | None) -> list[str]:
    """Return SQL without what SQLite keeps of how it was written, and in which order."""
    one_line = _SPACES.sub(" ", (sql or "").replace(" IF NOT EXISTS", ""))
    return sorted(_COMMA.split(one_line.removesuffix(")")))


def made_by_migrations(url: str, folder: Path) -> Schema:
    with an_empty_database(url, folder, "migrated") as empty:
        Runner(empty, str(FOLDER)).up()
        return schema_of(empty)


def made_by_models(url: str, folder: Path, tables: Any = TABLES) -> Schema:
    with an_empty_database(url, folder, "modelled") as empty, empty.bind_ctx(tables):
        empty.create_tables(tables)
        return schema_of(empty)


@pytest.mark.both_databases
def test_migrations_and_models_make_the_same_tables(database_url: str, tmp_path: Path) -> None:
    migrated = made_by_migrations(database_url, tmp_path)

    assert migrated == made_by_models(database_url, tmp_path)
    assert "revision >= 1" in repr(migrated), "CHECK constraints are compared"
    assert "outgoing_mail_delivered_at_not_before" in repr(migrated), "and indexes"


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "fault",
    [
        "ALTER TABLE proposal ADD COLUMN extra text",
        "DROP INDEX proposal_changed_at",
        "DROP INDEX proposal_status_id",
        "CREATE UNIQUE INDEX one_event ON event (kind)",
    ],
)
def test_a_difference_between_them_would_be_seen(
    database_url: str, tmp_path: Path, fault: str
) -> None:
    with an_empty_database(database_url, tmp_path, "spoiled") as empty:
        Runner(empty, str(FOLDER)).up()
        empty.execute_sql(fault)
        spoiled = schema_of(empty)

    assert spoiled != made_by_models(database_url, tmp_path)


@pytest.mark.both_databases
def test_migrating_again_does_nothing(app: Flask, config: Config) -> None:
    with app.app_context():
        assert migrate(config.database_url) == []
        assert waiting() == []


@pytest.mark.only_postgresql
def test_a_database_that_cannot_hold_every_letter_is_refused(postgresql: str) -> None:
    create = (
        "CREATE DATABASE latin1 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    )
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(create)
    other = open_database(f"{postgresql.rpartition('/')[0]}/latin1")

    with pytest.raises(NotUsable, match="in LATIN1: make one with"):
        migrate_database(other)
    assert other.get_tables() == []

    other.close()


@pytest.mark.both_databases
def test_a_look_beforehand_tells_what_was_not_run_yet_and_runs_nothing(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("db", "migrate", "--check")
    assert app.test_cli_runner().invoke(args=command).exit_code == 0

    monkeypatch.setattr(store_migrate, "waiting", lambda: ["9999_more"])
    result = app.test_cli_runner().invoke(args=command)

    assert result.exit_code == 1
    assert result.output == "Error: the database waits for 9999_more: run db migrate first\n"


@pytest.mark.both_databases
def test_what_was_not_run_yet_is_told(database_url: str, tmp_path: Path) -> None:
    numbered = sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))

    with an_empty_database(database_url, tmp_path, "waiting") as empty:
        runner = Runner(empty, str(FOLDER))
        assert [m.name for m in runner.status() if not m.applied] == numbered
        assert runner.up() == numbered


@pytest.mark.both_databases
def test_the_command_tells_what_it_ran(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["db", "migrate"])

    assert (result.exit_code, result.output) == (0, "")


# A database of another version

OTHERS = (
    "the database was made by another version (it has 0001_first_tables): a later one, or one from "
)


@pytest.fixture
def of_another_version(app: Flask) -> Iterator[Flask]:
    """The site on a database that a version from before 1.0.0 has migrated too."""
    with app.app_context():
        database.execute_sql(
            "INSERT INTO schema_migration (name, applied) VALUES ('0001_first_tables', '2026-11-1')"
        )
    yield app
    with app.app_context():
        database.execute_sql("DELETE FROM schema_migration WHERE name = '0001_first_tables'")


@pytest.mark.both_databases
@pytest.mark.parametrize("options", [(), ("--check",)])
def test_a_database_of_another_version_is_refused_in_a_plain_line(
    of_another_version: Flask, options: tuple[str, ...]
) -> None:
    result = of_another_version.test_cli_runner().invoke(args=["db", "migrate", *options])

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {OTHERS}")
    assert len(result.output.splitlines()) == 1


# A file that is gone


@pytest.fixture
def own_database(tmp_path: Path, environment: dict[str, str]) -> Iterator[Path]:
    """The file of a site of its own, made by its first migration."""
    path = tmp_path / "own.sqlite"
    app = create_app(read_config(environment | {DATABASE_URL: f"sqlite:///{path}"}))
    result = app.test_cli_runner().invoke(args=["db", "migrate"])
    assert result.output.startswith("migrated: 0001")
    database.close()
    yield path
    database.close()


def migrating(path: Path, environment: dict[str, str], *options: str) -> tuple[int, str]:
    app = create_app(read_config(environment | {DATABASE_URL: f"sqlite:///{path}"}))
    result = app.test_cli_runner().invoke(args=["db", "migrate", *options])
    database.close()
    return result.exit_code, result.output


def test_a_database_that_is_gone_is_not_replaced_by_an_empty_one(
    own_database: Path, environment: dict[str, str]
) -> None:
    own_database.unlink()

    code, output = migrating(own_database, environment)

    assert code == 1
    assert "is empty or gone. Put it back, or: db migrate --new" in output
    assert not own_database.exists()


def test_nor_is_one_that_became_empty(own_database: Path, environment: dict[str, str]) -> None:
    own_database.write_bytes(b"")

    assert migrating(own_database, environment)[0] == 1
    assert own_database.read_bytes() == b""


def test_one_can_begin_anew_when_told_to(own_database: Path, environment: dict[str, str]) -> None:
    own_database.unlink()

    code, output = migrating(own_database, environment, "--new")

    assert (code, output.splitlines()[0]) == (0, "migrated: 0001_tables_of_1_0_0")


@pytest.mark.parametrize("spoil", [slice(0, 100), slice(5000, 30000)])
def test_a_damaged_one_is_refused_in_a_plain_line(
    own_database: Path, environment: dict[str, str], spoil: slice
) -> None:
    content = bytearray(own_database.read_bytes())
    content[spoil] = b"x" * (spoil.stop - spoil.start)
    own_database.write_bytes(content)

    code, output = migrating(own_database, environment)

    assert code == 1
    assert output.startswith("Error: the database cannot be used: ")
    assert own_database.read_bytes()[spoil] == b"x" * (spoil.stop - spoil.start)
