"""A page that was asked for as a framed one stays so: its own addresses say it again.

Browsers that tell `Sec-Fetch-Dest: iframe` need none of this; older ones carry the word along.
"""

from __future__ import annotations

import re

from flask import Flask, Response, request

from regelruimte.addresses import FRAMABLE

WORD = "ingesloten=1"
_STAYS = rf"(?:{'|'.join(map(re.escape, FRAMABLE))})(?:[/?][^\"#]*)?"
_IN_PAGE = re.compile(rf'\b((?:href|action|data-hx-post)=")({_STAYS})(?=[#"])')
_FORM_THAT_READS = re.compile(r'<form method="get"[^>]*>')
_AS_FIELD = '<input type="hidden" name="ingesloten" value="1">'


def init_app(app: Flask) -> None:
    """Keep the word in every answer to a request that had it."""

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
    """Return the page with the word in every link and form that stays in the frame."""
    html = _FORM_THAT_READS.sub(lambda form: form[0] + _AS_FIELD, html)
    return _IN_PAGE.sub(lambda found: found[1] + _with_word(found[2], "&amp;"), html)


def kept_in_address(address: str) -> str:
    """Return this address of our own with the word, if it stays in the frame."""
    path, mark, part = address.partition("#")
    if not re.fullmatch(_STAYS, path):
        return address
    return _with_word(path, "&") + mark + part


def _with_word(address: str, join: str) -> str:
    if WORD in address:
        return address
    return f"{address}{join if '?' in address else '?'}{WORD}"
