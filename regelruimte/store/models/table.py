"""What every table is: numbered rows, in the database that `store.db` opened."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Self

from peewee import SQL, BigAutoField, Model, ModelSelect

from regelruimte.store import row_statements
from regelruimte.store.db import database
from regelruimte.store.row_statements import Names
from regelruimte.store.types import Condition


class Table(Model):
    """A table of ours: numbered rows, in the database that `store.db` opened."""

    id = BigAutoField()

    @classmethod
    def whole(cls, *where: Condition) -> ModelSelect[Self]:
        """Return a query for whole rows: naming every column costs Peewee more than the query."""
        return cls.select(SQL("*")).where(*where)

    @classmethod
    def find(cls, **equal: object) -> Self | None:
        """Return the first row in which these columns have these values (none may be None)."""
        sql = _select(cls, tuple(equal), database.param)
        row = database.execute_sql(sql, cls._values(equal, equal)).fetchone()
        if row is None:
            return None
        found = cls(__no_default__=1)
        fields = zip(cls._meta.sorted_fields, row, strict=True)
        found.__data__ = {field.name: field.python_value(value) for field, value in fields}
        return found

    @classmethod
    def get_by_id(cls, pk: int) -> Self:
        """Return the row with this number, whole; raises DoesNotExist."""
        found = cls.find(id=pk)
        if found is None:
            # Peewee makes a class of it for each table, which its stubs do not know.
            raise cls.DoesNotExist(f"no {cls.__name__} {pk}")  # type: ignore[attr-defined]
        return found

    @classmethod
    def create(cls, **columns: Any) -> Self:
        """Add a row, with the defaults for what is not named, and return it."""
        row = cls(**columns)
        data = row.__data__
        returning = bool(database.returning_clause)
        sql = _insert(cls, tuple(data), database.param, returning)
        cursor = database.execute_sql(sql, cls._values(data, data))
        data.setdefault("id", cursor.fetchone()[0] if returning else cursor.lastrowid)
        return row

    @classmethod
    def change(cls, columns: Mapping[str, object], **equal: object) -> int:
        """Write columns of the rows in which the others have these values; return how many.

        None stands for an empty column (NULL).
        """
        where = tuple(name for name, value in equal.items() if value is not None)
        empty = tuple(name for name, value in equal.items() if value is None)
        sql = _update(cls, tuple(columns), where, empty, database.param)
        values = cls._values(columns, columns) + cls._values(where, equal)
        return int(database.execute_sql(sql, values).rowcount)

    @classmethod
    def _values(cls, names: Iterable[str], values: Mapping[str, object]) -> list[object]:
        fields = cls._meta.fields
        return [fields[name].db_value(values[name]) for name in names]

    class Meta:
        database = database
        legacy_table_names = False


# Each statement is written once for a table, the fields that it names, and a kind of database.


@cache
def _select(table: type[Table], equal: Names, sign: str) -> str:
    every = tuple(field.name for field in table._meta.sorted_fields)
    return row_statements.select(_name(table), _columns(table, every), _columns(table, equal), sign)


@cache
def _insert(table: type[Table], named: Names, sign: str, returning: bool) -> str:
    return row_statements.insert(_name(table), _columns(table, named), sign, returning)


@cache
def _update(table: type[Table], changed: Names, equal: Names, empty: Names, sign: str) -> str:
    written, same, null = (_columns(table, names) for names in (changed, equal, empty))
    return row_statements.update(_name(table), written, same, null, sign)


def _name(table: type[Table]) -> str:
    return str(table._meta.table_name)


def _columns(table: type[Table], names: Names) -> Names:
    return tuple(table._meta.fields[name].column_name for name in names)


def new_uid() -> str:
    """Return a random name for a row, 32 hexadecimal signs; no two are ever the same."""
    return uuid.uuid4().hex
