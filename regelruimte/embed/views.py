"""How to put the form on another page: the explanation, the card and the oEmbed answer."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from regelruimte.addresses import CARD
from regelruimte.embed import oembed
from regelruimte.embed.shared import shared_pilots
from regelruimte.server.turns import needs_no_database
from regelruimte.settings import settings
from regelruimte.web.headers import cacheable
from regelruimte.web.page import page

blueprint = Blueprint("embed", __name__)


@blueprint.get("/insluiten")
@needs_no_database
def explain() -> Response:
    """Tell the editor of a community page how to show the form there."""
    return cacheable(
        page(
            "embed/explain",
            title="Het formulier op jouw site",
            description="Zo zet je de check en het formulier van Regelruimte op je eigen site.",
        )
    )


@blueprint.get(CARD)
def card() -> Response:
    """Show the call on a few square centimetres, for any page."""
    return cacheable(
        make_response(
            render_template(
                "embed/card.html",
                title=oembed.TITLE,
                pilots=shared_pilots(settings()),
            )
        )
    )


@blueprint.get("/oembed")
@needs_no_database
def show_oembed() -> Response:
    """Answer for an address of ours, as JSON or XML (oEmbed 1.0)."""
    site_url = settings().site_url
    if not oembed.is_ours(request.args.get("url", site_url), site_url):
        abort(404)
    sizes = (request.args.get(name, type=int) for name in ("maxwidth", "maxheight"))
    told = oembed.answer(site_url, *sizes)
    if request.args.get("format") == "xml":
        return cacheable(Response(oembed.as_xml(told), mimetype="text/xml"))
    return cacheable(jsonify(told))
