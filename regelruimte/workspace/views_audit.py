"""The audit trail, as coordinators see it, and as a file for the owner."""

from __future__ import annotations

from flask import Response, request

from regelruimte import clock
from regelruimte.audit.kinds import AUDIT_EXPORTED
from regelruimte.audit.note import note_after
from regelruimte.audit.queries import HEADINGS, audit_page, audit_rows
from regelruimte.fields.text import whole_number
from regelruimte.settings import settings
from regelruimte.sign_in import gate
from regelruimte.web.csv_file import NOT_WHOLE, csv_lines
from regelruimte.web.downloads import as_attachment, file_name, streamed
from regelruimte.web.page import page
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.listing import BEFORE


@blueprint.get("/logboek")
def audit() -> Response:
    """Show a page of the audit trail, the newest first."""
    before = whole_number(request.args.get(BEFORE, ""))
    found = audit_page(settings(), before)
    return page("workspace/audit", title="Logboek", found=found, is_later_page=before is not None)


@blueprint.get("/logboek.csv")
def audit_as_csv() -> Response:
    """Give the whole audit trail as CSV."""
    name = f"logboek-{clock.today()}.csv"
    lines = csv_lines(HEADINGS, audit_rows(settings()))
    response = as_attachment(streamed(lines, NOT_WHOLE, "text/csv"), name)
    me = gate.current_coordinator()
    return note_after(response, AUDIT_EXPORTED, me, detail=file_name(name))
