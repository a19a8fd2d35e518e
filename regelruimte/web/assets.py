"""Static files: served by WhiteNoise under names with a hash in them, kept by browsers for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from flask import Flask, abort
from werkzeug.sansio.utils import host_is_trusted
from whitenoise import WhiteNoise
from whitenoise.string_utils import decode_path_info

from regelruimte.addresses import STATIC
from regelruimte.web.headers import SECURE, AncestorsFor, headers_for

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_PREFIX = f"{STATIC}/"


class StaticFiles(WhiteNoise):  # type: ignore[misc]  # WhiteNoise ships no types
    """WhiteNoise for a GET or HEAD of a known file on a known host; else Flask answers."""

    trusted_hosts: Sequence[str] | None = None
    ancestors_for: AncestorsFor
    site_url = ""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as WSGI (PEP 3333) asks."""
        file = self.files.get(decode_path_info(environ.get("PATH_INFO", "")))
        is_read = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        if file is None or not is_read or not self._is_for_us(environ):
            answered: Iterable[bytes] = self.application(environ, start_response)
            return answered
        environ.pop("HTTP_RANGE", None)  # files this small go whole (RFC 9110, 14.2 allows it)
        # Here rather than by WhiteNoise, which leaves them out when nothing was modified (304).
        more = headers_for(environ["PATH_INFO"], self.ancestors_for, self.site_url)
        more = {**more, **SECURE} if environ["wsgi.url_scheme"] == "https" else more
        served: Iterable[bytes] = self.serve(file, environ, _adding(more, start_response))
        return served

    def _is_for_us(self, environ: WSGIEnvironment) -> bool:
        host = environ.get("HTTP_HOST", "")
        return self.trusted_hosts is None or host_is_trusted(host, self.trusted_hosts)


def init_app(app: Flask, folder: Path, ancestors_for: AncestorsFor, site_url: str) -> None:
    """Serve every file in `folder` under its own name and under its hashed one.

    Templates call `asset("site.css")` for the address to use.
    """
    served = StaticFiles(
        app.wsgi_app,
        max_age=300,
        immutable_file_test=r"\.[0-9a-f]{12}\.\w+$",
        allow_all_origins=False,
    )
    served.ancestors_for, served.site_url = ancestors_for, site_url
    served.trusted_hosts = app.config["TRUSTED_HOSTS"]
    app.jinja_env.globals["asset"] = _add_files(served, folder).__getitem__
    app.add_url_rule(f"{_PREFIX}<path:name>", "static_file", _missing)
    app.wsgi_app = served  # type: ignore[method-assign]


def _missing(name: str) -> NoReturn:
    """Answer 404; that there is a route makes another method than GET a 405, and `url_for` work."""
    abort(404)


def _add_files(served: WhiteNoise, folder: Path) -> dict[str, str]:
    addresses = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix in (".br", ".gz"):  # WhiteNoise finds them beside their file
            continue
        name = path.relative_to(folder).as_posix()
        addresses[name] = _PREFIX + _hashed(name, path)
        for address in (_PREFIX + name, addresses[name]):
            served.add_file_to_dictionary(address, str(path))
    return addresses


def _hashed(name: str, path: Path) -> str:
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"{stem}.{digest}.{suffix}"


def _adding(more: Mapping[str, str], start_response: StartResponse) -> StartResponse:
    return lambda status, headers, *fault: start_response(status, [*headers, *more.items()], *fault)
