"""The SQL of what every request does to one row; `models/table.py` keeps what it asked for here.

Peewee composes a query anew each time, which costs several times what SQLite takes to run it
(docs/performance.md, "What was tried"). All other queries are Peewee's.
"""

from __future__ import annotations

from collections.abc import Iterable

Names = tuple[str, ...]  # of columns


def select(table: str, columns: Names, equal: Names, sign: str) -> str:
    """Return the query for these columns of the rows in which the others are `equal` to values.

    `sign` stands for a value: "?" in SQLite, "%s" in PostgreSQL.
    """
    return f"SELECT {_list(columns)} FROM {_quoted(table)}{_where(equal, sign)}"  # noqa: S608 - names are ours


def insert(table: str, columns: Names, sign: str, returning: bool) -> str:
    """Return the statement that adds a row, `returning` its number if the driver does not tell."""
    signs = ", ".join([sign] * len(columns))
    number = ' RETURNING "id"' if returning else ""
    return f"INSERT INTO {_quoted(table)} ({_list(columns)}) VALUES ({signs}){number}"  # noqa: S608 - names are ours


def update(table: str, columns: Names, equal: Names, empty: Names, sign: str) -> str:
    """Return the statement that writes these columns of the rows in which the others are so.

    They are `equal` to values, or `empty` (NULL).
    """
    changed = ", ".join(f"{_quoted(column)} = {sign}" for column in columns)
    return f"UPDATE {_quoted(table)} SET {changed}{_where(equal, sign, empty)}"  # noqa: S608 - names are ours


def _where(equal: Names, sign: str, empty: Names = ()) -> str:
    same = [f"{_quoted(column)} = {sign}" for column in equal]
    return " WHERE " + " AND ".join([*same, *(f"{_quoted(column)} IS NULL" for column in empty)])


def _list(columns: Iterable[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return f'"{name}"'
