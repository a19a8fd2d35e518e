"""A file for everybody: any site may read it, and ask whether it changed."""

from __future__ import annotations

from flask import Response, request

from regelruimte.web.headers import cacheable


def for_everybody(body: str, content_type: str) -> Response:
    """Let the scripts of any site read it, and ask with its ETag whether it changed (304)."""
    response = cacheable(Response(body, content_type=content_type))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noarchive"
    response.add_etag()
    response.make_conditional(request)
    return response
