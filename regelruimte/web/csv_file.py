"""CSV of any size in which no program finds a formula: for spreadsheets, and for programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from regelruimte.fields.text import for_xml
from regelruimte.web.table import Line, Value

NOT_WHOLE = "\r\nDit bestand is niet af: er ging bij ons iets mis. Exporteer opnieuw.\r\n"
# What Excel and LibreOffice would take for a formula, in a file that cannot say it is text: at
# the start of a cell, or where another program would begin one; blanks and quotes before it.
_FORMULA = re.compile(
    r"""(^[\s"']*|[;,|\t\r\n](?:[^\S\t\r\n]|["'])*)(?=[-=+@\uff1d\uff0b\uff0d\uff20])"""
)
_SPLITTING = ("\t", "\r", "\n")
_UTF_8 = "\ufeff"


def csv_lines(heading: Line, body: Iterable[Line]) -> Iterator[str]:
    """Return a CSV file in pieces, for Dutch spreadsheets: semicolons, and a mark for UTF-8.

    What would be read as a formula gets an apostrophe before it (OWASP: CSV injection).
    """
    return _pieces(heading, body, delimiter=";", mark=_UTF_8)


def standard_csv_lines(heading: Line, body: Iterable[Line]) -> Iterator[str]:
    """Return the same with commas and no mark (RFC 4180), for programs of others."""
    return _pieces(heading, body, delimiter=",", mark="")


def _pieces(heading: Line, body: Iterable[Line], *, delimiter: str, mark: str) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    buffer.write(mark)
    writer.writerow(heading)
    for number, row in enumerate(body):
        writer.writerow([_plain(value) for value in row])
        if number % 500 == 499:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _plain(value: Value) -> Value:
    """Write an apostrophe before what looks like a formula, and before a blank that splits."""
    if not isinstance(value, str):
        return value
    guarded = _FORMULA.sub(r"\1'", for_xml(value))
    return f"'{guarded}" if guarded[:1] in _SPLITTING else guarded
