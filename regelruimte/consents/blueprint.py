"""The blueprint of whoever is asked for a yes: each address opens one question, or nothing."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import CONSENT

blueprint = Blueprint("consents", __name__, url_prefix=f"{CONSENT}/<token>")
