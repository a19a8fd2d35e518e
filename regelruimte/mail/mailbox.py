"""The mailbox page of a development site: every mail lands here and its links work."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from regelruimte.mail import outbox
from regelruimte.web.page import page
from regelruimte.web.settings import settings

blueprint = Blueprint("mailbox", __name__)
_MOST = 100


@blueprint.get("/postbak")
def show() -> Response:
    """Show the newest mails; in production this page does not exist."""
    if not settings().development:
        abort(404)
    return page("mailbox/mailbox", title="Postbak", mails=outbox.latest(_MOST), most=_MOST)
