"""The blueprint of the public register: anybody may read it, in a frame too."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import REGISTER

blueprint = Blueprint("register", __name__, url_prefix=REGISTER)
