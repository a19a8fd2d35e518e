"""The blueprint of a draft: each of its addresses opens one draft, or nothing."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import DRAFT
from regelruimte.drafts import visit

blueprint = Blueprint("drafts", __name__, url_prefix=DRAFT)
blueprint.before_request(visit.open_draft)
