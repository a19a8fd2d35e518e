"""Subjects: one line that no mail program reads otherwise than it is, its days in Dutch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from string import Formatter

from regelruimte import clock
from regelruimte.fields.text import visible

_WRITTEN: Mapping[str, Callable[[datetime], str]] = {
    "day": clock.dutch_date,
    "moment": clock.dutch_moment,
}


class _Dutch(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        """Write days and moments as everywhere on the site, anything else as it is."""
        if isinstance(value, datetime):
            return _WRITTEN[format_spec](value)
        return str(super().format_field(value, format_spec))


def subject(pattern: str, context: Mapping[str, object]) -> str:
    """Return the subject of a kind of mail, filled in; raises KeyError for what is not given."""
    return as_subject(_Dutch().vformat(pattern, (), context))


def as_subject(text: str) -> str:
    """Return a text as one line that no mail program reads otherwise than it is.

    What begins like an encoded word (RFC 2047, 2) is taken apart: Flask-Mail passes it through,
    and decoded it turns text around or breaks it off.
    """
    return visible(" ".join(text.split())).replace("=?", "=[?]")
