"""The blueprint of the applicant's own page: each address opens one proposal, or nothing."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import OWN_PAGE

blueprint = Blueprint("applicant", __name__, url_prefix=f"{OWN_PAGE}/<token>")
