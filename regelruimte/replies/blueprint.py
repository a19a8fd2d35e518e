"""The blueprint of a coordinator's pages: each address opens one proposal for one person."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import REPLY

blueprint = Blueprint("replies", __name__, url_prefix=f"{REPLY}/<token>")
