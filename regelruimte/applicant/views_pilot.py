"""The applicant's part of a pilot, behind the link in a mail."""

from __future__ import annotations

from flask import Response

from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.visit import Visit, visiting
from regelruimte.pilots import pages
from regelruimte.pilots.steps import APPLICANT
from regelruimte.pilots.take import Actor
from regelruimte.pilots.visit import PilotVisit, open_pilot
from regelruimte.web.rate_limits import saving


@blueprint.get("/pilot")
@visiting
def pilot(visit: Visit) -> Response:
    """Show how the pilot stands, and what the applicant can do."""
    return pages.show(_pilot(visit))


@blueprint.get("/pilot/afdrukken")
@visiting
def print_agreement(visit: Visit) -> Response:
    """Show the agreement, to print; as long as there is none, lead to the pilot."""
    return pages.printable(_pilot(visit))


@blueprint.get("/pilot/<slug>")
@visiting
def ask_step(visit: Visit, slug: str) -> Response:
    """Show what a step asks; one that is not the applicant's to take leads to the pilot."""
    return pages.ask(_pilot(visit), slug)


@blueprint.post("/pilot/<slug>")
@visiting
@saving
def take_step(visit: Visit, slug: str) -> Response:
    """Take a step in the applicant's name; 409 when the pilot changed since the page was made."""
    return pages.answer(_pilot(visit), slug)


def _pilot(visit: Visit) -> PilotVisit:
    """Return the visit to the pilot; raises DeadLink when there is none yet."""
    back = visit.address("applicant.show")
    return open_pilot(
        visit.proposal, Actor(APPLICANT), {"token": visit.token}, back, visit.given_replies
    )
