"""Sheets for Excel and LibreOffice: text is told to be text, and a day to be a day.

Imported when one is made: the libraries are large, and few ask for them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from odfdo import Cell, Document, Row, Table
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from regelruimte.fields.text import for_xml
from regelruimte.workspace.export import Line, Value


def xlsx(heading: Line, body: Iterable[Line]) -> bytes:
    """Return an Excel file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Voorstellen")
    for row in (heading, *body):
        sheet.append([_excel_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _excel_cell(sheet: Any, value: Value) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, for_xml(value))
    cell.data_type = "s"  # or else "=1+1" is a formula
    return cell


def ods(heading: Line, body: Iterable[Line]) -> bytes:
    """Return an OpenDocument file."""
    document, table = Document("spreadsheet"), Table("Voorstellen")
    document.body.clear()
    for values in (heading, *body):
        row = Row()
        row.extend_cells(Cell(_open_text(v)) if v is not None else Cell() for v in values)
        table.append(row)
    document.body.append(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _open_text(value: Value) -> Value:
    return for_xml(value) if isinstance(value, str) else value
