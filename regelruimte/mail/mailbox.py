"""The mailbox page of a development site: every mail lands here and its links work."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app

from regelruimte.config import Config
from regelruimte.mail import outbox
from regelruimte.web.page import page

blueprint = Blueprint("mailbox", __name__)


@blueprint.get("/postbak")
def show() -> Response:
    """Show all mails, the newest first; in production this page does not exist."""
    config: Config = current_app.config["REGELRUIMTE"]
    if not config.development:
        abort(404)
    return page("mailbox/mailbox", title="Postbak", mails=outbox.latest(100))
