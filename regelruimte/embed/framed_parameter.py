"""What a frame's address asks is carried along: a framed page stays one, in the same colours.

Browsers that send `Sec-Fetch-Dest: iframe` (Fetch Metadata) need no `?ingesloten=1`; for older
ones, and for `?kleuren=auto`, the finished page is rewritten here, so that no template has to know
of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Flask, Response

from regelruimte.addresses import FRAMABLE
from regelruimte.web.frame import words_asked

_STAYS = rf"(?:{'|'.join(map(re.escape, FRAMABLE))})(?:[/?][^\"#]*)?"
_IN_PAGE = re.compile(rf'\b((?:href|action|data-hx-get|data-hx-post)=")({_STAYS})(?=[#"])')


def init_app(app: Flask) -> None:
    """Add the words of a request to its whole answer: to its headers and its HTML."""

    @app.after_request
    def keep(response: Response) -> Response:
        words = words_asked()
        if not words:
            return response
        for name in ("Location", "HX-Push-Url", "HX-Replace-Url"):
            if name in response.headers:
                response.headers[name] = kept_in_address(response.headers[name], words)
        if response.mimetype == "text/html":
            response.set_data(kept_in_page(response.get_data(as_text=True), words))
        return response


def kept_in_page(html: str, words: Sequence[str]) -> str:
    """Return the page with the words in every link and form that stays in the frame."""
    return _IN_PAGE.sub(lambda link: link[1] + _with_words(link[2], words, "&amp;"), html)


def kept_in_address(address: str, words: Sequence[str]) -> str:
    """Return this path of ours with the words, or as it is when it leaves the frame."""
    path, mark, part = address.partition("#")
    if not re.fullmatch(_STAYS, path):
        return address
    return _with_words(path, words, "&") + mark + part


def _with_words(address: str, words: Sequence[str], join: str) -> str:
    for word in words:
        if word not in address:
            address += f"{join if '?' in address else '?'}{word}"
    return address
