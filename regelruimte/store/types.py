"""What queries are made of, for annotations; Peewee's types come with it as stubs."""

from __future__ import annotations

from typing import TypeAlias

from peewee import ColumnBase

# What WHERE takes: a comparison, EXISTS, a subquery's value, a column that is true or false.
Condition: TypeAlias = ColumnBase
# What an UPDATE or INSERT writes, by column.
Columns: TypeAlias = dict[str, object]
