"""The export of the list: how much it would be, and the file."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, request, url_for

from regelruimte import clock
from regelruimte.audit.kinds import EXPORTED
from regelruimte.audit.note import note_after
from regelruimte.settings import settings
from regelruimte.sign_in import gate
from regelruimte.web.csv_file import NOT_WHOLE, csv_lines
from regelruimte.web.downloads import as_attachment, file_name, streamed
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import page, redirect_to
from regelruimte.web.sheets import KINDS, MOST_ROWS, sheet
from regelruimte.web.table import Line
from regelruimte.workspace import export, listing
from regelruimte.workspace.blueprint import blueprint


@blueprint.get("/exporteren")
def ask_export() -> Response:
    """Show how many rows would be exported, and in which formats."""
    number = export.number_of_rows(request.args, settings())
    return page(
        "workspace/export",
        title="Exporteren",
        number=number,
        most=f"{MOST_ROWS:,}".replace(",", "."),
        narrowed=listing.address(request.args, settings()),
        is_too_much=number > export.MOST_IN_SHEET,
        file=file_name(f"{clock.today()}.csv"),
        script="export.js",
    )


@blueprint.get("/voorstellen.csv")
def as_csv() -> Response:
    """Give the list as CSV, streamed as its rows are read."""
    lines = csv_lines(*_table())
    response = streamed(lines, NOT_WHOLE, "text/csv")
    name = f"{_day_and_what()}.csv"
    return _noted(as_attachment(response, name), name)


@blueprint.get("/voorstellen.<kind>")
def assheet(kind: str) -> Response:
    """Give the list as XLSX or ODS; where it is too long, redirect to the page that says so."""
    if kind not in KINDS:
        raise DeadLink
    number = export.number_of_rows(request.args, settings())
    if number > export.MOST_IN_SHEET:
        query = listing.address(request.args, settings())
        return redirect_to(f"{url_for('workspace.ask_export')}?{query}")
    huge = export.is_huge(number, _has_answers())
    response = sheet(kind, *_table(), _day_and_what(), is_huge=huge)
    return _noted(response, f"{_day_and_what()}.{kind}")


def _noted(response: Response, name: str) -> Response:
    return note_after(response, EXPORTED, gate.current_coordinator(), detail=file_name(name))


def _day_and_what() -> str:
    """Return the name of the file without its extension; with answers it is another file."""
    return f"{clock.today()}{'-antwoorden' if _has_answers() else ''}"


def _has_answers() -> bool:
    return request.args.get("antwoorden") == "ja"


def _table() -> tuple[list[str], Iterable[Line]]:
    with_answers = _has_answers()
    args = {**request.args, listing.BEFORE: ""}
    return export.headings(with_answers), export.rows(args, settings(), with_answers)
