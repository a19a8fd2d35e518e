"""Figures, and the report for BZK and the unions."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from regelruimte.addresses import WORKSPACE
from regelruimte.figures.counting import counted_lately
from regelruimte.figures.figure import Bar, Figure
from regelruimte.figures.report import report_of, reported
from regelruimte.sign_in import gate
from regelruimte.web.page import page
from regelruimte.web.sheets import sheet

blueprint = Blueprint("figures", __name__, url_prefix=WORKSPACE)
blueprint.before_request(gate.require)
blueprint.context_processor(gate.shown)


@blueprint.get("/cijfers")
def figures() -> Response:
    """Show the figures over all that was sent."""
    at, counted = counted_lately()
    return page("figures/figures", title="Cijfers", at=at, figures=counted)


@blueprint.get("/rapport")
def show_report() -> Response:
    """Show the report of a quarter."""
    told = report_of(request.args.get("kwartaal", ""))
    return page("figures/report", title="Rapport", report=told, quarters=reported())


@blueprint.get("/rapport.ods")
def report_file() -> Response:
    """Give the report of a quarter as a file."""
    told = report_of(request.args.get("kwartaal", ""))
    if told is None:
        raise NotFound
    told_of = [f"Rapport over het {told.quarter.label}", "Binnengekomen", _number(told.total)]
    body = (line for figure in told.figures for line in _lines(figure))
    return sheet("ods", ["Cijfer", "Wat", "Aantal"], [told_of, *body], told.quarter.key)


def _lines(figure: Figure) -> list[list[int | str]]:
    bars = (Bar("", None),) if figure.is_kept_back else figure.bars
    return [[figure.title, bar.label, _number(bar.count)] for bar in bars]


def _number(count: int | None) -> int | str:
    return "niet getoond" if count is None else count
