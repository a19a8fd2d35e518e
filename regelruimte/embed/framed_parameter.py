"""`?ingesloten=1` is carried along: what was asked for as a framed page stays one.

Browsers that send `Sec-Fetch-Dest: iframe` (Fetch Metadata) need none of this; for older ones the
finished page is rewritten here, so that no template has to know of it.
"""

from __future__ import annotations

import re

from flask import Flask, Response, request

from regelruimte.addresses import FRAMABLE

PARAMETER = "ingesloten=1"
_STAYS = rf"(?:{'|'.join(map(re.escape, FRAMABLE))})(?:[/?][^\"#]*)?"
_IN_PAGE = re.compile(rf'\b((?:href|action|data-hx-post)=")({_STAYS})(?=[#"])')
_FORM_THAT_READS = re.compile(r'<form method="get"[^>]*>')
_AS_FIELD = '<input type="hidden" name="ingesloten" value="1">'


def init_app(app: Flask) -> None:
    """Add the parameter to every answer to a request that had it: to its headers and its HTML."""

    @app.after_request
    def keep(response: Response) -> Response:
        if request.args.get("ingesloten") != "1":
            return response
        for name in ("Location", "HX-Push-Url"):
            if name in response.headers:
                response.headers[name] = kept_in_address(response.headers[name])
        if response.mimetype == "text/html":
            response.set_data(kept_in_page(response.get_data(as_text=True)))
        return response


def kept_in_page(html: str) -> str:
    """Return the page with the parameter in every link and form that stays in the frame."""
    html = _FORM_THAT_READS.sub(lambda form: form[0] + _AS_FIELD, html)
    return _IN_PAGE.sub(lambda link: link[1] + _with_parameter(link[2], "&amp;"), html)


def kept_in_address(address: str) -> str:
    """Return this path of ours with the parameter, or as it is when it leaves the frame."""
    path, mark, part = address.partition("#")
    if not re.fullmatch(_STAYS, path):
        return address
    return _with_parameter(path, "&") + mark + part


def _with_parameter(address: str, join: str) -> str:
    if PARAMETER in address:
        return address
    return f"{address}{join if '?' in address else '?'}{PARAMETER}"
