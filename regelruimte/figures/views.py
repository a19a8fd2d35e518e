"""Figures, and the report for BZK and the unions."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from regelruimte.addresses import WORKSPACE
from regelruimte.figures.counting import latest_figures
from regelruimte.figures.figure import Bar, Figure
from regelruimte.figures.report import report_of, reported
from regelruimte.sign_in import gate
from regelruimte.web.page import page
from regelruimte.web.sheets import sheet

blueprint = Blueprint("figures", __name__, url_prefix=WORKSPACE)
blueprint.before_request(gate.require_login)
blueprint.context_processor(gate.template_context)


@blueprint.get("/cijfers")
def figures() -> Response:
    """Show the figures over all that was sent, and since when they stand so."""
    at, counted = latest_figures()
    return page("figures/figures", title="Cijfers", at=at, figures=counted)


@blueprint.get("/rapport")
def show_report() -> Response:
    """Show the report of the quarter in the address, or else of the last one."""
    quarters = reported()
    report = report_of(request.args.get("kwartaal", ""), quarters)
    return page("figures/report", title="Rapport", report=report, quarters=quarters)


@blueprint.get("/rapport.ods")
def report_file() -> Response:
    """Give the same report as an OpenDocument sheet; raises NotFound as long as there is none."""
    report = report_of(request.args.get("kwartaal", ""), reported())
    if report is None:
        raise NotFound
    total = [f"Rapport over het {report.quarter.label}", "Binnengekomen", _number(report.total)]
    body = (line for figure in report.figures for line in _lines(figure))
    return sheet("ods", ["Cijfer", "Wat", "Aantal"], [total, *body], report.quarter.key)


def _lines(figure: Figure) -> list[list[int | str]]:
    bars = (Bar("", None),) if figure.is_suppressed else figure.bars
    return [[figure.title, bar.label, _number(bar.count)] for bar in bars]


def _number(count: int | None) -> int | str:
    return "niet getoond" if count is None else count
