"""A pilot in the workspace: the coordinators' part of it."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from regelruimte.pilots import pages
from regelruimte.pilots.steps import COORDINATOR
from regelruimte.pilots.take import Actor
from regelruimte.workspace import found, gate

blueprint = Blueprint("workspace_pilot", __name__, url_prefix=f"{gate.HOME}/voorstel/<ref>/pilot")
blueprint.before_request(gate.require)
blueprint.context_processor(gate.shown)


@blueprint.get("")
def show(ref: str) -> Response:
    """Show how the pilot stands."""
    return pages.show(_visit(ref))


@blueprint.get("/afdrukken")
def printable(ref: str) -> Response:
    """Show the agreement, to print."""
    return pages.printable(_visit(ref))


@blueprint.get("/<slug>")
def ask(ref: str, slug: str) -> Response:
    """Show what a step asks."""
    return pages.ask(_visit(ref), slug)


@blueprint.post("/<slug>")
def answer(ref: str, slug: str) -> Response:
    """Take a step."""
    return pages.answer(_visit(ref), slug)


def _visit(ref: str) -> pages.Visit:
    proposal = found.proposal(ref) or abort(404)
    back = f"{gate.HOME}/voorstel/{proposal.reference}"
    actor = Actor(COORDINATOR, gate.me().name, gate.me().email)
    return pages.Visit(proposal, actor, f"{back}/pilot", back)
