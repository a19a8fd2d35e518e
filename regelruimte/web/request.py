"""Requests as they come in: an address with raw bytes in it, which no browser sends, is put right.

A server hands the query on as it came. Werkzeug reads it as UTF-8 and raises on anything else.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import flask

# All that may stand in a query (RFC 3986, 3.4) or that browsers leave as it is.
_LEFT = "".join(chr(sign) for sign in range(0x21, 0x7F))


class Request(flask.Request):
    """A request whose query holds printable ASCII only, each other byte as its escape."""

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        query = environ.get("QUERY_STRING", "")
        environ["QUERY_STRING"] = quote(query, safe=_LEFT, encoding="latin-1")
        super().__init__(environ, *args, **kwargs)
