"""What every table is: numbered rows, in the database that `store.db` opened."""

from __future__ import annotations

import uuid
from typing import Self

from peewee import SQL, BigAutoField, Model, ModelSelect

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
    def get_by_id(cls, pk: int) -> Self:
        """Return the row with this number, whole; raises DoesNotExist."""
        return cls.whole(cls.id == pk).get()

    class Meta:
        database = database
        legacy_table_names = False


def new_uid() -> str:
    """Return a random name for a row, 32 hexadecimal signs; no two are ever the same."""
    return uuid.uuid4().hex
