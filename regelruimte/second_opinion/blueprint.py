"""The blueprint of a second's pages: each address opens one reply for one person."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import SECOND

blueprint = Blueprint("second_opinion", __name__, url_prefix=f"{SECOND}/<token>")
