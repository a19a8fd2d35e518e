"""The applicant's part of a pilot, behind the link in a mail."""

from __future__ import annotations

from flask import Response, url_for

from regelruimte.applicant import visit
from regelruimte.applicant.blueprint import blueprint
from regelruimte.pilots import pages
from regelruimte.pilots.steps import APPLICANT
from regelruimte.pilots.take import Actor


@blueprint.get("/pilot")
def pilot(token: str) -> Response:
    """Show how the pilot stands."""
    return pages.show(_visit(token))


@blueprint.get("/pilot/afdrukken")
def print_agreement(token: str) -> Response:
    """Show the agreement, to print."""
    return pages.printable(_visit(token))


@blueprint.get("/pilot/<slug>")
def ask_step(token: str, slug: str) -> Response:
    """Show what a step asks."""
    return pages.ask(_visit(token), slug)


@blueprint.post("/pilot/<slug>")
def take_step(token: str, slug: str) -> Response:
    """Take a step."""
    return pages.answer(_visit(token), slug)


def _visit(token: str) -> pages.Visit:
    back = url_for(".show", token=token)
    return pages.Visit(visit.proposal(), Actor(APPLICANT), {"token": token}, back)
