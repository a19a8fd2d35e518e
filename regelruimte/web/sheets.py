"""Spreadsheets for Excel and LibreOffice, of as many rows as those can read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from flask import Response

from regelruimte.web import ods, xlsx
from regelruimte.web.downloads import as_attachment, streamed
from regelruimte.web.table import Line

# What both programs can read at most, the heading among them.
MOST_ROWS = 1_048_576

# Which kinds of sheet there are, what the web calls them, and what makes them.
KINDS = {"xlsx": (xlsx.MIMETYPE, xlsx.xlsx), "ods": (ods.MIMETYPE, ods.ods)}


def sheet(
    kind: str, heading: Line, body: Iterable[Line], name: str, *, is_huge: bool = False
) -> Response:
    """Answer with a spreadsheet, `kind` one of KINDS, sent as its rows are read.

    Its end is missing when it cannot be finished: then no program opens it. Aborts (503) as
    `one_at_a_time` does.
    """
    mimetype, make = KINDS[kind]
    pieces = make(chain([heading], body), is_huge=is_huge)
    return as_attachment(streamed(pieces, b"", mimetype), f"{name}.{kind}")
