"""A pilot in the workspace: the coordinators' part of it."""

from __future__ import annotations

from flask import Response, abort, url_for

from regelruimte.pilots import pages
from regelruimte.pilots.steps import COORDINATOR
from regelruimte.pilots.take import Actor
from regelruimte.pilots.visit import PilotVisit, open_pilot
from regelruimte.proposals.lookup import by_reference
from regelruimte.sign_in import gate
from regelruimte.workspace.blueprint import blueprint


@blueprint.get("/voorstel/<ref>/pilot")
def pilot(ref: str) -> Response:
    """Show how the pilot stands, and the steps that a coordinator can take."""
    return pages.show(_visit(ref))


@blueprint.get("/voorstel/<ref>/pilot/afdrukken")
def print_agreement(ref: str) -> Response:
    """Show the agreement on one page, to print and sign."""
    return pages.printable(_visit(ref))


@blueprint.get("/voorstel/<ref>/pilot/<slug>")
def ask_step(ref: str, slug: str) -> Response:
    """Show the form of one step, filled in with what is known."""
    return pages.ask(_visit(ref), slug)


@blueprint.post("/voorstel/<ref>/pilot/<slug>")
def take_step(ref: str, slug: str) -> Response:
    """Take this step with the answers that were posted."""
    return pages.answer(_visit(ref), slug)


def _visit(ref: str) -> PilotVisit:
    proposal = by_reference(ref) or abort(404)
    me = gate.current_coordinator()
    actor = Actor(COORDINATOR, me.name, me.email)
    back = url_for(".proposal", ref=proposal.reference)
    return open_pilot(proposal, actor, {"ref": proposal.reference}, back)
