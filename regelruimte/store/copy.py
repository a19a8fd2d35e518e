"""Every row from one database into another, whichever kind the two are."""

from __future__ import annotations

from typing import Any

from peewee import Database, PostgresqlDatabase, Select, fn

from regelruimte.store.models import TABLES, Table

_BATCH = 500


def copy_rows(source: Database, target: Database) -> dict[str, int]:
    """Copy all rows in the order of their references; return how many, by table.

    Call it inside a transaction of the target, whose tables are empty.
    """
    return {table.__name__: _copy_table(table, source, target) for table in TABLES}


def count_rows(database: Database) -> dict[str, int]:
    """Return how many rows there are, by table."""
    return {table.__name__: table.select().count(database) for table in TABLES}


def remove_rows(database: Database) -> None:
    """Empty all tables; call it inside a transaction."""
    for table in reversed(TABLES):
        table.delete().execute(database)


def _copy_table(table: type[Table], source: Database, target: Database) -> int:
    count = last = 0
    while rows := _batch(table, source, last):
        with target.bind_ctx([table]):  # an INSERT is worded for its own kind of database
            table.insert_many(rows).execute()
        count, last = count + len(rows), rows[-1]["id"]
    if count and isinstance(target, PostgresqlDatabase):
        _continue_after(table, last, target)
    return count


def _batch(table: type[Table], source: Database, after: int) -> list[dict[str, Any]]:
    query = table.select().where(table.id > after).order_by(table.id).limit(_BATCH).dicts()
    return list(query.execute(source))


def _continue_after(table: type[Table], last: int, target: Database) -> None:
    """Let PostgreSQL number the next row after the ones that brought their own number."""
    sequence = fn.pg_get_serial_sequence(table._meta.table_name, "id")
    Select(columns=[fn.setval(sequence, last)]).execute(target)
