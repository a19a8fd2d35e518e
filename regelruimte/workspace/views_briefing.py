"""A briefing of the proposals that were ticked in the inbox or the list."""

from __future__ import annotations

from flask import Response, request

from regelruimte.audit.kinds import BRIEFING
from regelruimte.audit.note import note_after
from regelruimte.sign_in import gate
from regelruimte.web.page import page
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.briefing import CHOSEN, briefing


@blueprint.get("/overleg")
def brief() -> Response:
    """Show the proposals that the address names, to be printed for a meeting."""
    answer = page(
        "workspace/briefing",
        title="Overzicht voor overleg",
        briefing=briefing(request.args.getlist(CHOSEN)),
    )
    return note_after(answer, BRIEFING, gate.current_coordinator())
