"""Column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

from peewee import DateTimeField, TextField

_SURROGATE = re.compile("[\ud800-\udfff]")


class UTCDateTimeField(DateTimeField):
    """An aware moment, stored as naive UTC so that no session time zone can move it."""

    def db_value(self, value: datetime | None) -> datetime | None:
        """Return the naive UTC value; raises ValueError for a naive moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def python_value(self, value: object) -> datetime | None:
        """Return the stored moment, aware and in UTC."""
        naive: datetime | None = super().python_value(value)  # type: ignore[no-untyped-call]
        return naive if naive is None else naive.replace(tzinfo=UTC)


class JSONField(TextField):
    """A JSON value as text, letters as they are: escaped, an "é" would take six bytes, not two.

    JSON writes NUL as an escape by itself; a lone surrogate must be written so as well, because
    no database driver takes either.
    """

    def db_value(self, value: object) -> str | None:
        """Return the JSON text; a day is written as ISO 8601, and comes back as that text."""
        if value is None:
            return None
        written = _ENCODER.encode(value)
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)

    def python_value(self, value: str | None) -> object:
        """Return what the JSON text says, or None."""
        return None if value is None else json.loads(value)


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be stored")


# Made once: json.dumps makes one for each value.
_ENCODER = json.JSONEncoder(default=_as_text, ensure_ascii=False)
