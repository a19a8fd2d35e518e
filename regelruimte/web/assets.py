"""Static files: served by WhiteNoise under names with a hash in them, kept by browsers for ever."""

from __future__ import annotations

import hashlib
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from regelruimte.web.headers import AncestorsFor, headers_for

PREFIX = "/static/"


def init_app(app: Flask, folder: Path, ancestors_for: AncestorsFor) -> None:
    """Serve every file in `folder` under its own name and under its hashed one.

    Templates call `asset("site.css")` for the address to use.
    """

    def add_headers(headers: Headers, _path: str, url: str) -> None:
        for name, value in headers_for(url, ancestors_for).items():
            headers[name] = value

    served = WhiteNoise(
        app.wsgi_app,
        max_age=300,
        immutable_file_test=r"\.[0-9a-f]{12}\.\w+$",
        add_headers_function=add_headers,
        allow_all_origins=False,
    )
    app.jinja_env.globals["asset"] = _add_files(served, folder).__getitem__
    app.wsgi_app = served  # type: ignore[method-assign]


def _add_files(served: WhiteNoise, folder: Path) -> dict[str, str]:
    addresses = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        addresses[name] = PREFIX + _hashed(name, path)
        for address in (PREFIX + name, addresses[name]):
            served.add_file_to_dictionary(address, str(path))
    return addresses


def _hashed(name: str, path: Path) -> str:
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"{stem}.{digest}.{suffix}"
