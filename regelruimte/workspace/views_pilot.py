"""A pilot in the workspace: the coordinators' part of it."""

from __future__ import annotations

from flask import Response, url_for

from regelruimte.pilots import pages
from regelruimte.pilots.steps import COORDINATOR
from regelruimte.pilots.take import Actor
from regelruimte.pilots.visit import PilotVisit, open_pilot
from regelruimte.web.page import Context
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.visit import Visit, visiting


@blueprint.get("/voorstel/<ref>/pilot")
@visiting
def pilot(visit: Visit) -> Response:
    """Show how the pilot stands, and the steps that a coordinator can take."""
    return pages.show(_pilot(visit))


@blueprint.get("/voorstel/<ref>/pilot/afdrukken")
@visiting
def print_agreement(visit: Visit) -> Response:
    """Show the agreement on one page, to print and sign."""
    return pages.printable(_pilot(visit))


@blueprint.get("/voorstel/<ref>/pilot/<slug>")
@visiting
def ask_step(visit: Visit, slug: str) -> Response:
    """Show the form of one step, filled in with what is known."""
    return pages.ask(_pilot(visit), slug)


@blueprint.post("/voorstel/<ref>/pilot/<slug>")
@visiting
def take_step(visit: Visit, slug: str) -> Response:
    """Take a step in the coordinator's name."""
    return pages.answer(_pilot(visit), slug)


def _pilot(visit: Visit) -> PilotVisit:
    """Return the visit to the pilot; raises DeadLink when there is none yet."""
    whose: Context = {"ref": str(visit.proposal.reference)}
    back = url_for(".proposal", **whose)
    actor = Actor(COORDINATOR, visit.coordinator.name, visit.coordinator.email)
    return open_pilot(visit.proposal, actor, whose, back, visit.given_replies)
