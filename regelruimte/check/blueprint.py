"""The blueprint of the check; its post stands in `drafts`, for there one goes on."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import CHECK

blueprint = Blueprint("check", __name__, url_prefix=CHECK)
