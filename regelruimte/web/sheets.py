"""Spreadsheets for Excel and LibreOffice: text is marked as text, and a day as a day."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from flask import Response

from regelruimte.fields.text import for_xml
from regelruimte.web.downloads import as_attachment, one_at_a_time

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | date | None
Line = Sequence[Value]
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_OPEN_DOCUMENT}"/>
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


def xlsx(heading: Line, body: Iterable[Line]) -> bytes:
    """Return an Excel file (ECMA-376), of which the rows are written one by one."""
    from openpyxl import Workbook  # large, and few ask for it

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Voorstellen")
    for row in chain([heading], body):
        sheet.append([_excel_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _excel_cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell | int | date | None:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, for_xml(value))
    cell.data_type = "s"  # or else "=1+1" is a formula
    return cell


def ods(heading: Line, body: Iterable[Line]) -> bytes:
    """Return an OpenDocument file, written row by row (OpenDocument 1.2, parts 1 and 3)."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", _OPEN_DOCUMENT, ZIP_STORED)  # the first, and as it is
        package.writestr("META-INF/manifest.xml", _MANIFEST)
        with package.open("content.xml", "w") as content:
            content.write(_BEFORE_ROWS.encode())
            for values in chain([heading], body):
                content.write(_open_row(values).encode())
            content.write(_AFTER_ROWS.encode())
    return file.getvalue()


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


# Which kinds of sheet there are, what the web calls them, and what makes them.
KINDS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
    "ods": (_OPEN_DOCUMENT, ods),
}


def sheet(kind: str, heading: Line, body: Iterable[Line], name: str) -> Response:
    """Answer with a spreadsheet, `kind` one of KINDS; aborts (503) as `one_at_a_time` does."""
    mimetype, make = KINDS[kind]
    with one_at_a_time():
        content = make(heading, body)
    return as_attachment(Response(content, mimetype=mimetype), f"{name}.{kind}")
