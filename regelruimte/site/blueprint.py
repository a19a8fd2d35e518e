"""The blueprint of the pages that are the same for everybody."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("site", __name__)
