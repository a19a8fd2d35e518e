"""Smaller answers: for the public and the applicants, not for the coordinators.

A coordinator's page holds what others typed beside what must stay secret; how far such a page can
be compressed would tell a listener about it (BREACH).
"""

from __future__ import annotations

from flask import Flask, Response, request
from flask_compress import Compress

from regelruimte.addresses import UNCOMPRESSED, is_within


def init_app(app: Flask) -> None:
    """Compress what a browser can read compressed."""
    app.config |= {
        "COMPRESS_REGISTER": False,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_MIN_SIZE": 500,
    }
    compress = Compress(app)

    @app.after_request
    def shrink(response: Response) -> Response:
        if is_within(request.path, UNCOMPRESSED):
            return response
        shrunk: Response = compress.after_request(response)
        return shrunk
