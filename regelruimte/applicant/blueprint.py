"""The blueprint of the applicant's own page: every address below it holds a token (`visit.py`)."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import OWN_PAGE

blueprint = Blueprint("applicant", __name__, url_prefix=f"{OWN_PAGE}/<token>")
