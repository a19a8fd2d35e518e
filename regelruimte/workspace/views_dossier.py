"""The dossier of one proposal, to print for whoever asks for it by law."""

from __future__ import annotations

from flask import Response

from regelruimte.archive.dossier import dossier, without_persons
from regelruimte.audit.kinds import DOSSIER
from regelruimte.audit.note import note_after
from regelruimte.web.page import page
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.visit import Visit, visiting


@blueprint.get("/voorstel/<ref>/dossier")
@visiting
def print_dossier(visit: Visit) -> Response:
    """Show all that was written about a proposal, persons left out, on one page to print."""
    whole = dossier(visit.proposal)
    shown = without_persons(whole, visit.proposal, visit.config)
    answer = page("workspace/dossier", title="Een dossier", dossier=shown)
    return note_after(answer, DOSSIER, visit.coordinator, visit.proposal)
