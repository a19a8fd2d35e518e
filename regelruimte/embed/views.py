"""How to put the form on another page: the explanation, the card and the oEmbed answer."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from regelruimte.addresses import CARD
from regelruimte.embed import oembed
from regelruimte.embed.shared import shared_pilots, shared_rules
from regelruimte.server.request_lock import needs_no_database
from regelruimte.settings import settings
from regelruimte.web.frame import is_light
from regelruimte.web.headers import cacheable
from regelruimte.web.page import page

blueprint = Blueprint("embed", __name__)
_SIDEBAR = 280  # pixels that a card has on most pages, or more


@blueprint.get("/insluiten")
@needs_no_database
def explain() -> Response:
    """Show the editor of a community page the code to paste, and what their site must allow."""
    return cacheable(
        page(
            "embed/explain",
            title="Het formulier op jouw site",
            description="Zo zet je de check en het formulier van Regelruimte op je eigen site.",
            card_height=oembed.height_at(_SIDEBAR),
        )
    )


@blueprint.get(CARD)
def card() -> Response:
    """Show the call with a link and no form, so small and harmless that any page may frame it.

    It tells of what the register has, or, as long as that is too little, of what pilots are about.
    """
    rules = shared_rules()
    return cacheable(
        make_response(
            render_template(
                "embed/card.html",
                title=oembed.TITLE,
                rules=rules,
                pilots=[] if rules else shared_pilots(settings()),
                light=is_light(),
            )
        )
    )


@blueprint.get("/oembed")
@needs_no_database
def show_oembed() -> Response:
    """Answer as JSON or XML for `?url=` (oEmbed 1.0, 2.2); 404 for what is not ours."""
    site_url = settings().site_url
    if not oembed.is_ours(request.args.get("url", site_url), site_url):
        abort(404)
    sizes = (request.args.get(name, type=int) for name in ("maxwidth", "maxheight"))
    fields = oembed.answer(site_url, *sizes)
    if request.args.get("format") == "xml":
        return cacheable(Response(oembed.as_xml(fields), mimetype="text/xml"))
    return cacheable(jsonify(fields))
