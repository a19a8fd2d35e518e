"""What every table is: numbered rows, in the database that `store.db` opened."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Self

from peewee import SQL, BigAutoField, Field, Model, ModelSelect

from regelruimte.store import row_statements
from regelruimte.store.db import database
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
        fields = cls._meta.sorted_fields
        where = cls._fields(equal)
        sql = row_statements.select(cls._table(), _columns(fields), _columns(where), database.param)
        row = database.execute_sql(sql, _values(where, equal)).fetchone()
        if row is None:
            return None
        found = cls(__no_default__=1)
        found.__data__ = {f.name: f.python_value(v) for f, v in zip(fields, row, strict=True)}
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
        fields = cls._fields(data)
        returning = bool(database.returning_clause)
        sql = row_statements.insert(cls._table(), _columns(fields), database.param, returning)
        cursor = database.execute_sql(sql, _values(fields, data))
        data.setdefault("id", cursor.fetchone()[0] if returning else cursor.lastrowid)
        return row

    @classmethod
    def change(cls, columns: Mapping[str, object], **equal: object) -> int:
        """Write columns of the rows in which the others have these values; return how many.

        None stands for an empty column (NULL).
        """
        changed = cls._fields(columns)
        where = cls._fields(name for name, value in equal.items() if value is not None)
        empty = cls._fields(name for name, value in equal.items() if value is None)
        names = (_columns(fields) for fields in (changed, where, empty))
        sql = row_statements.update(cls._table(), *names, database.param)
        values = _values(changed, columns) + _values(where, equal)
        return int(database.execute_sql(sql, values).rowcount)

    @classmethod
    def _table(cls) -> str:
        return str(cls._meta.table_name)

    @classmethod
    def _fields(cls, names: Iterable[str]) -> list[Field]:
        return [cls._meta.fields[name] for name in names]

    class Meta:
        database = database
        legacy_table_names = False


def _columns(fields: Iterable[Field]) -> tuple[str, ...]:
    return tuple(field.column_name for field in fields)


def _values(fields: Iterable[Field], values: Mapping[str, object]) -> list[object]:
    # Peewee annotates most of its calls, and this one not.
    return [field.db_value(values[field.name]) for field in fields]  # type: ignore[no-untyped-call]


def new_uid() -> str:
    """Return a random name for a row, 32 hexadecimal signs; no two are ever the same."""
    return uuid.uuid4().hex
