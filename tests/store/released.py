"""The filled databases of releases: which there are, and how one comes into a database."""

from __future__ import annotations

import json
import lzma
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from playhouse.migrations import Runner

from regelruimte.config import PREFIX
from regelruimte.store.db import SQLITE, sqlite_path
from regelruimte.store.migrate import FOLDER as MIGRATIONS
from regelruimte.store.postgresql import open_postgresql

FOLDER = Path(__file__).with_name("databases")
VERSIONS = sorted(path.stem for path in FOLDER.glob("*.json"))
# What SQLite keeps for itself, and makes anew from the rows.
_TABLES = """
    SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'schema_migration'
    AND name NOT LIKE 'proposal_words%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"""


def with_prefix(settings: Mapping[str, str]) -> dict[str, str]:
    """Return settings as variables of the environment."""
    return {PREFIX + name: value for name, value in settings.items()}


@dataclass(frozen=True, slots=True)
class Released:
    """The database of one release: when it was filled, under which settings, by which links."""

    version: str
    at: datetime
    settings: dict[str, str]
    links: dict[str, str]

    @classmethod
    def of(cls, version: str) -> Released:
        """Return what is kept of a version."""
        told = json.loads((FOLDER / f"{version}.json").read_text())
        at = datetime.fromisoformat(told["at"])
        return cls(version, at, told["settings"], told["links"])

    def write_to(self, file: Path) -> None:
        """Write the SQLite database of that day, which a back-up also is."""
        file.write_bytes(lzma.decompress((FOLDER / f"{self.version}.sqlite.xz").read_bytes()))

    def load_into(self, url: str, folder: Path) -> None:
        """Put it into the database at this address, in the shape that its release had.

        PostgreSQL's tables are made by the migrations of that release, and get the same rows.
        """
        if url.startswith(SQLITE):
            self.write_to(sqlite_path(url))
            return
        file = folder / f"{self.version}.sqlite"
        self.write_to(file)
        with closing(sqlite3.connect(file)) as made:
            _make_tables(made, url)
            with psycopg.connect(url) as target:
                for (table,) in made.execute(_TABLES).fetchall():
                    _copy(made, target, table)


def rows_in(file: Path) -> dict[str, int]:
    """Return how many rows each table of a database that was written has."""
    with closing(sqlite3.connect(file)) as made:
        tables = [table for (table,) in made.execute(_TABLES).fetchall()]
        counts = (made.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone() for table in tables)
        return {table: count for table, (count,) in zip(tables, counts, strict=True)}


def _make_tables(made: sqlite3.Connection, url: str) -> None:
    (last,) = made.execute("SELECT name FROM schema_migration ORDER BY name DESC").fetchone()
    target = open_postgresql(url)
    Runner(target, str(MIGRATIONS)).up(last)
    target.close()
    target.close_idle()  # a database that is copied has no other visitor


def _copy(made: sqlite3.Connection, target: psycopg.Connection, table: str) -> None:
    """Copy a table by the names of its columns: no model knows what it looked like then."""
    found = made.execute(f'SELECT * FROM "{table}" ORDER BY id')
    names = ", ".join(f'"{column[0]}"' for column in found.description)
    with target.cursor() as cursor:
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in found:
                copy.write_row(row)
        sequence = f"pg_get_serial_sequence('{table}', 'id')"
        cursor.execute(f'SELECT setval({sequence}, MAX(id)) FROM "{table}"')
