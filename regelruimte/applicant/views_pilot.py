"""The applicant's part of a pilot, behind the link in a mail."""

from __future__ import annotations

from flask import Blueprint, Response

from regelruimte.applicant import opened
from regelruimte.pilots import pages
from regelruimte.pilots.steps import APPLICANT
from regelruimte.pilots.take import Actor

blueprint = Blueprint("own_pilot", __name__, url_prefix="/mijn/<token>/pilot")
blueprint.before_request(opened.open_link)


@blueprint.get("")
def show(token: str) -> Response:
    """Show how the pilot stands."""
    return pages.show(_visit(token))


@blueprint.get("/afdrukken")
def printable(token: str) -> Response:
    """Show the agreement, to print."""
    return pages.printable(_visit(token))


@blueprint.get("/<slug>")
def ask(token: str, slug: str) -> Response:
    """Show what a step asks."""
    return pages.ask(_visit(token), slug)


@blueprint.post("/<slug>")
def answer(token: str, slug: str) -> Response:
    """Take a step."""
    return pages.answer(_visit(token), slug)


def _visit(token: str) -> pages.Visit:
    back = f"/mijn/{token}"
    return pages.Visit(opened.proposal(), Actor(APPLICANT), f"{back}/pilot", back)
