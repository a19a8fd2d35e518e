"""A spreadsheet for LibreOffice, row by row (OpenDocument 1.2, parts 1 and 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from xml.sax.saxutils import escape
from zipfile import ZipInfo

from regelruimte.fields.text import for_xml
from regelruimte.web.table import Line, Value
from regelruimte.web.zip_stream import zip_in_pieces

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
_BEFORE_ROWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2" xmlns:office="{_NAMES}:office:1.0"
 xmlns:style="{_NAMES}:style:1.0" xmlns:text="{_NAMES}:text:1.0"
 xmlns:table="{_NAMES}:table:1.0" xmlns:number="{_NAMES}:datastyle:1.0">
<office:automatic-styles>
<number:date-style style:name="day-month-year"><number:day number:style="long"/>
<number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>
<number:year number:style="long"/></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="day-month-year"/>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Voorstellen">"""
_AFTER_ROWS = """</table:table></office:spreadsheet></office:body></office:document-content>"""
# A space that begins or ends a paragraph, or follows another one, would be left out.
_KEPT_SPACE = re.compile(r"^ | $|(?<= ) ", re.MULTILINE)


def ods(rows: Iterable[Line], *, is_huge: bool) -> Iterator[bytes]:
    """Return the file in pieces; of many rows it `is_huge`, see `zip_in_pieces`."""
    # The type comes first, and as it is (part 3, 3.3): a ZipInfo of its own is not compressed.
    small = ((ZipInfo("mimetype"), MIMETYPE), ("META-INF/manifest.xml", _MANIFEST))
    return zip_in_pieces(small, "content.xml", _content(rows), is_huge=is_huge)


def _content(rows: Iterable[Line]) -> Iterator[str]:
    yield _BEFORE_ROWS
    yield from map(_open_row, rows)
    yield _AFTER_ROWS


def _open_row(values: Line) -> str:
    return f"<table:table-row>{''.join(map(_open_cell, values))}</table:table-row>"


def _open_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return (
            f'<table:table-cell office:value-type="string">{_paragraphs(value)}</table:table-cell>'
        )
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value}" table:style-name="day"'
    else:
        kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def _paragraphs(text: str) -> str:
    """Write text as it is read: one paragraph a line, every space and tab kept."""
    text = escape(for_xml(text)).replace("\t", "<text:tab/>")
    lines = _KEPT_SPACE.sub("<text:s/>", text).split("\n")
    return "".join(f"<text:p>{line}</text:p>" for line in lines)
