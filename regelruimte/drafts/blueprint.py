"""The blueprint of a draft: every address below it but its root holds a token (`visit.py`)."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import DRAFT

blueprint = Blueprint("drafts", __name__, url_prefix=DRAFT)
