"""The blueprint of a draft: each of its addresses opens one draft, or nothing."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.drafts import visit

blueprint = Blueprint("drafts", __name__, url_prefix="/voorstel")
blueprint.before_request(visit.open_draft)
