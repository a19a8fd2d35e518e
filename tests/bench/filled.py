"""A database of many proposals: the demonstration's, again and again, with all that is theirs."""

from __future__ import annotations

import math
import random
import shutil
from pathlib import Path

from peewee import Field, ForeignKeyField

from regelruimte import clock, create_app
from regelruimte.config import Config, read_config
from regelruimte.demo.generate import generate
from regelruimte.demo.load import load
from regelruimte.maintenance.jobs import reminders, warn_of_ending
from regelruimte.store.db import database, transaction
from regelruimte.store.migrate import migrate
from regelruimte.store.models import TABLES, FinishedCheck, OutgoingMail, Proposal, Table

_INVENTED, _CHECKS = 140, 400
# Copy 3 of row 12 is row 300,012: further apart than the demonstration has rows of a kind.
_APART = 100_000
# Words of our own to each proposal, out of so many: the samples alone have too few to search.
_OWN_WORDS, _VOCABULARY = 12, 200_000
_BLANK = {"text": "", "html": "", "subject": "", "calendar": ""}


def filled(folder: Path, size: int, earlier: Path | None = None) -> Path:
    """Make a database in this folder that holds so many proposals or some more; return its file.

    Everybody was mailed and reminded, as on a site where the mailer goes round. Filling takes
    minutes: an `earlier` one is copied when it is there, and kept there when it is not.
    """
    file = folder / "regelruimte.sqlite"
    if earlier and earlier.exists():
        shutil.copyfile(earlier, file)
    else:
        _make(folder, size)
        if earlier:
            shutil.copyfile(file, earlier)
    return file


def _make(folder: Path, size: int) -> None:
    variables = {"DEVELOPMENT": "1", "INSTANCE_PATH": str(folder), "RATELIMIT_ENABLED": "0"}
    config = read_config({f"REGELRUIMTE_{name}": value for name, value in variables.items()})
    with create_app(config).app_context():
        migrate(config.database_url)
        _begin(config)
        _multiply(math.ceil(size / Proposal.select().count()))
        database.execute_sql("ANALYZE")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()


def _begin(config: Config) -> None:
    with transaction():
        generate(config, _INVENTED, _CHECKS)
        load(config)
    reminders(config)
    warn_of_ending(config)
    OutgoingMail.update(delivered_at=clock.now(), **_BLANK).execute()


def _multiply(times: int) -> None:
    """Add what belongs to proposals so many times less one, by the database itself."""
    database.connection().create_function("own_words", 1, _own_words)
    with transaction():
        for table in TABLES:
            if table in (Proposal, FinishedCheck) or _refers(table):
                _multiply_table(table, times)


def _refers(table: type[Table]) -> bool:
    return any(isinstance(field, ForeignKeyField) for field in table._meta.sorted_fields)


def _multiply_table(table: type[Table], times: int) -> None:
    fields = table._meta.sorted_fields
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    series = f"SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < {times - 1}"
    database.execute_sql(
        f'INSERT INTO "{table._meta.table_name}" ({columns}) WITH RECURSIVE copy(n) AS ({series}) '
        f'SELECT {", ".join(map(_copied, fields))} FROM copy, "{table._meta.table_name}" AS one '
        f"WHERE one.id < {_APART} ORDER BY n, one.id"
    )


def _copied(field: Field) -> str:
    """Return SQL for a column of a copy: numbers move along, and what must differ does."""
    column = f'one."{field.column_name}"'
    if field.name == "id" or isinstance(field, ForeignKeyField):
        return f"{column} + n * {_APART}"
    if field.name == "reference":
        return f"iif({column} IS NULL, NULL, {_reference()})"
    if field.unique:
        return f"iif({column} IS NULL, NULL, printf('%06x', n) || substr({column}, 7))"
    return f"{column} || own_words(n * {_APART} + one.id)" if field.name == "words" else column


def _reference() -> str:
    number = "printf('%08d', n * 1000 + one.id)"
    return f"'RR-' || substr({number}, 1, 4) || '-' || substr({number}, 5)"


def _own_words(number: int) -> str:
    chance = random.Random(number)
    return "".join(f" w{chance.randrange(_VOCABULARY):x}" for _ in range(_OWN_WORDS))
