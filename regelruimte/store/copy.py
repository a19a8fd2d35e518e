"""Every row from one database into another, whichever kind the two are, as the drivers have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from peewee import Database, PostgresqlDatabase

from regelruimte.store.indexes import made_afterwards
from regelruimte.store.models import TABLES, Table
from regelruimte.store.statements import driver, run

# So many come from PostgreSQL at a time, or go to SQLite.
_BATCH = 2_000
_HAS_LZ4 = """SELECT 1 FROM pg_settings
    WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)"""
Row = tuple[Any, ...]  # what a driver reads, and another one writes


def copy_rows(source: Database, target: Database) -> dict[str, int]:
    """Copy all rows in the order of their references; return how many, by table.

    Call it inside a transaction of each, with the target's tables empty.
    """
    if isinstance(target, PostgresqlDatabase):
        _compress_quickly(target)
    with made_afterwards(target):
        return {table.__name__: _copy_table(table, source, target) for table in TABLES}


def count_rows(database: Database) -> dict[str, int]:
    """Return how many rows there are, by table."""
    return {table.__name__: table.select().count(database) for table in TABLES}


def lock_rows(postgresql: Database, mode: str) -> None:
    """Lock all tables of PostgreSQL until the transaction ends; it begins with this."""
    names = ", ".join(map(_name, TABLES))
    run(postgresql, f"LOCK TABLE {names} IN {mode} MODE")


def remove_rows(postgresql: Database) -> None:
    """Empty all tables of PostgreSQL; call it inside a transaction.

    With new files for each, in which nothing is left of what was there.
    """
    run(postgresql, f"TRUNCATE {', '.join(map(_name, TABLES))}")


def _copy_table(table: type[Table], source: Database, target: Database) -> int:
    rows = _rows(table, source)
    if isinstance(target, PostgresqlDatabase):
        return _into_postgresql(table, rows, target)
    return _into_sqlite(table, rows, target)


def _rows(table: type[Table], source: Database) -> Iterator[Row]:
    """Yield the rows by their numbers, never all of them in memory."""
    sql = f"SELECT {_columns(table)} FROM {_name(table)} ORDER BY id"  # noqa: S608 - ours
    # A cursor with a name stays in PostgreSQL, which hands out as many as are asked for.
    named = {"name": "rows"} if isinstance(source, PostgresqlDatabase) else {}
    cursor = driver(source).cursor(**named)
    cursor.arraysize = _BATCH
    try:
        cursor.execute(sql)
        while batch := cursor.fetchmany():
            yield from batch
    finally:
        cursor.close()


def _into_sqlite(table: type[Table], rows: Iterable[Row], target: Database) -> int:
    places = ", ".join("?" * len(table._meta.sorted_fields))
    sql = f"INSERT INTO {_name(table)} ({_columns(table)}) VALUES ({places})"  # noqa: S608 - ours
    return int(driver(target).executemany(sql, rows).rowcount)


def _into_postgresql(table: type[Table], rows: Iterable[Row], target: Database) -> int:
    with driver(target).cursor() as cursor:
        with cursor.copy(f"COPY {_name(table)} ({_columns(table)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        count = int(cursor.rowcount)
        if count:
            _continue_after_last(table, cursor)
    return count


def _compress_quickly(postgresql: Database) -> None:
    """Let what is long be compressed by LZ4 until the transaction ends, where the server can."""
    if run(postgresql, _HAS_LZ4).fetchone():
        run(postgresql, "SET LOCAL default_toast_compression = 'lz4'")


def _continue_after_last(table: type[Table], cursor: Any) -> None:
    """Let PostgreSQL number the next row after the ones that brought their own number."""
    last = f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {_name(table)}"  # noqa: S608 - ours
    cursor.execute(last, (table._meta.table_name,))


def _name(table: type[Table]) -> str:
    return f'"{table._meta.table_name}"'


def _columns(table: type[Table]) -> str:
    return ", ".join(f'"{field.column_name}"' for field in table._meta.sorted_fields)
