"""The blueprint of the public register: anybody may read it, in a frame too, or as a file."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("register", __name__)
