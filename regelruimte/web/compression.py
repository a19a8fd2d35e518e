"""Compressed answers: for the public and the applicants, not for the coordinators.

A coordinator's page holds what others typed beside what must stay secret. How far such a page can
be compressed tells who listens, and may type into it, what the secret is (BREACH, 2013).
"""

from __future__ import annotations

from flask import Flask, Response, request
from flask_compress import Compress

from regelruimte.addresses import UNCOMPRESSED, is_within

# Of the files that anybody may take over, beside the pages and feeds that the library knows.
_OURS = {"text/csv", "application/feed+json", "application/ld+json"}


def init_app(app: Flask) -> None:
    """Compress with brotli or gzip, as Accept-Encoding allows, outside UNCOMPRESSED."""
    app.config |= {
        "COMPRESS_REGISTER": False,  # or it would compress every answer
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 3,  # 5 takes twice as long, for 12 % fewer bytes
        "COMPRESS_MIN_SIZE": 200,
    }
    compress = Compress(app)
    compress.compress_mimetypes_set |= _OURS

    @app.after_request
    def shrink(response: Response) -> Response:
        if is_within(request.path, UNCOMPRESSED):
            return response
        shrunk: Response = compress.after_request(response)
        return shrunk
