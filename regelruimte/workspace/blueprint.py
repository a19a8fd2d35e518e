"""The blueprint of the workspace: it opens for coordinators who signed in."""

from __future__ import annotations

from flask import Blueprint

from regelruimte.addresses import WORKSPACE
from regelruimte.sign_in import gate

blueprint = Blueprint("workspace", __name__, url_prefix=WORKSPACE)
blueprint.before_request(gate.require_login)
blueprint.context_processor(gate.template_context)
