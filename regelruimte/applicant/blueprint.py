"""The blueprint of the applicant's own page: each address opens one proposal, or nothing."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.applicant import visit

blueprint = Blueprint("applicant", __name__, url_prefix="/mijn/<token>")
blueprint.before_request(visit.open_link)
