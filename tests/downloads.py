"""Files that the site gives, opened again by other programs."""

from __future__ import annotations

import csv
import io

from odfdo import Document
from openpyxl import load_workbook

from tests.people import Coordinator

Rows = list[list[object]]


def download(coordinator: Coordinator, address: str) -> bytes:
    browser = coordinator.browser
    response = browser.client.get(address, base_url=browser.origin)
    assert response.status_code == 200, address
    assert response.headers["Content-Disposition"].startswith('attachment; filename="regelruimte-')
    return response.data


def from_csv(content: bytes) -> Rows:
    return [
        list(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    ]


def from_xlsx(content: bytes) -> Rows:
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}, "no cell is a formula"
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def from_ods(content: bytes) -> Rows:
    table = Document(io.BytesIO(content)).body.tables[0]
    assert not [cell for row in table.rows for cell in row.cells if cell.formula]
    return [list(row) for row in table.get_values()]
