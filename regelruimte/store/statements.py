"""Statements in SQL on any database, for what no query of Peewee says; it has no types for them."""

from __future__ import annotations

from typing import Any

from peewee import Database


def run(database: Database, sql: str, *values: object) -> Any:
    """Run a statement of our own; return its cursor, which is the driver's."""
    return database.execute_sql(sql, values or None)  # type: ignore[no-untyped-call]


def driver(database: Database) -> Any:
    """Return the driver's own connection, opened where it was not."""
    return database.connection()  # type: ignore[no-untyped-call]
