"""Figures, the report for BZK and the unions, and the export of the list."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import NotFound

from regelruimte import clock
from regelruimte.web.aside import aside, streamed
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import page, redirect_to
from regelruimte.web.settings import settings
from regelruimte.workspace import export, gate, listing, sheets
from regelruimte.workspace.counting import counted_lately
from regelruimte.workspace.figure import Bar, Figure
from regelruimte.workspace.report import report_of, reported

blueprint = Blueprint("workspace_figures", __name__, url_prefix=gate.HOME)
blueprint.before_request(gate.require)
blueprint.context_processor(gate.shown)
Body = Iterable[export.Line]


# Which kinds of sheet there are, and what the web calls them.
_SHEETS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


@blueprint.get("/cijfers")
def figures() -> Response:
    """Show the figures over all that was sent."""
    at, counted = counted_lately()
    return page("workspace/figures", title="Cijfers", at=at, figures=counted)


@blueprint.get("/rapport")
def show_report() -> Response:
    """Show the report of a quarter."""
    told = report_of(request.args.get("kwartaal", ""))
    return page("workspace/report", title="Rapport", report=told, quarters=reported())


@blueprint.get("/rapport.ods")
def report_file() -> Response:
    """Give the report of a quarter as a file."""
    told = report_of(request.args.get("kwartaal", ""))
    if told is None:
        raise NotFound
    told_of = [f"Rapport over het {told.quarter.label}", "Binnengekomen", _number(told.total)]
    body = (line for figure in told.figures for line in _lines(figure))
    return _sheet("ods", ["Cijfer", "Wat", "Aantal"], [told_of, *body], told.quarter.key)


def _lines(figure: Figure) -> list[list[int | str]]:
    bars = (Bar("", None),) if figure.is_kept_back else figure.bars
    return [[figure.title, bar.label, _number(bar.count)] for bar in bars]


def _number(count: int | None) -> int | str:
    return "niet getoond" if count is None else count


@blueprint.get("/exporteren")
def ask_export() -> Response:
    """Show how much would be exported, and as what."""
    number = export.number_of_rows(request.args, settings())
    return page(
        "workspace/export",
        title="Exporteren",
        number=number,
        most=export.MOST_IN_SHEET,
        narrowed=listing.address(request.args, settings()),
        is_too_much=number > export.MOST_IN_SHEET,
        file=_name(f"{clock.today()}.csv"),
        script="export.js",
    )


@blueprint.get("/voorstellen.csv")
def as_csv() -> Response:
    """Give the list as CSV, in pieces as they are read."""
    lines = export.csv_lines(*_asked())
    response = streamed(lines, export.NOT_WHOLE, "text/csv")
    return _named(response, f"{_day_and_what()}.csv")


@blueprint.get("/voorstellen.<kind>")
def as_sheet(kind: str) -> Response:
    """Give the list as a sheet; of too much lead to the page that says so."""
    if kind not in _SHEETS:
        raise DeadLink
    if export.number_of_rows(request.args, settings()) > export.MOST_IN_SHEET:
        wanted = listing.address(request.args, settings())
        return redirect_to(f"{url_for('workspace_figures.ask_export')}?{wanted}")
    return _sheet(kind, *_asked(), _day_and_what())


def _day_and_what() -> str:
    """Return what tells two files of one day apart."""
    return f"{clock.today()}{'-antwoorden' if _has_answers() else ''}"


def _has_answers() -> bool:
    return request.args.get("antwoorden") == "ja"


def _asked() -> tuple[list[str], Body]:
    with_answers = _has_answers()
    wanted = {**request.args, listing.BEFORE: ""}
    return export.headings(with_answers), export.rows(wanted, settings(), with_answers)


def _sheet(kind: str, heading: export.Line, body: Body, name: str) -> Response:
    with aside():
        content = {"xlsx": sheets.xlsx, "ods": sheets.ods}[kind](heading, body)
    return _named(Response(content, mimetype=_SHEETS[kind]), f"{name}.{kind}")


def _named(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(name)}"'
    return response


def _name(end: str) -> str:
    return f"regelruimte-{end}"
