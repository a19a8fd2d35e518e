"""A pilot in the workspace: the coordinators' part of it."""

from __future__ import annotations

from flask import Response, abort, url_for

from regelruimte.pilots import pages
from regelruimte.pilots.steps import COORDINATOR
from regelruimte.pilots.take import Actor
from regelruimte.proposals.lookup import by_reference
from regelruimte.sign_in import gate
from regelruimte.workspace.blueprint import blueprint


@blueprint.get("/voorstel/<ref>/pilot")
def pilot(ref: str) -> Response:
    """Show how the pilot stands."""
    return pages.show(_visit(ref))


@blueprint.get("/voorstel/<ref>/pilot/afdrukken")
def print_agreement(ref: str) -> Response:
    """Show the agreement, to print."""
    return pages.printable(_visit(ref))


@blueprint.get("/voorstel/<ref>/pilot/<slug>")
def ask_step(ref: str, slug: str) -> Response:
    """Show what a step asks."""
    return pages.ask(_visit(ref), slug)


@blueprint.post("/voorstel/<ref>/pilot/<slug>")
def take_step(ref: str, slug: str) -> Response:
    """Take a step."""
    return pages.answer(_visit(ref), slug)


def _visit(ref: str) -> pages.Visit:
    proposal = by_reference(ref) or abort(404)
    back = url_for(".proposal", ref=proposal.reference)
    actor = Actor(COORDINATOR, gate.me().name, gate.me().email)
    return pages.Visit(proposal, actor, {"ref": proposal.reference}, back)
