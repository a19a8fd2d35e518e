"""The blueprint of the pages of whoever reads along: each address opens parts of one proposal."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import READING

blueprint = Blueprint("readers", __name__, url_prefix=f"{READING}/<token>")
