"""The security headers of every response, static files included (CSP level 3, RFC 6797)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from flask import Flask, Response, request

AncestorsFor = Callable[[str], str]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {ancestors}"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_OURS = {"Regelruimte": "1"}  # by which static/site.js knows our answer from one of a proxy
_VARY = "Sec-Fetch-Dest, HX-Request, HX-Request-Type, HX-Target"
# A mail brings its styles with it; nothing in it runs or is fetched, and its links lead out of it.
_OF_A_MAIL = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
)
SECURE = {"Strict-Transport-Security": "max-age=31536000"}  # a year; on https only


def headers_for(path: str, ancestors_for: AncestorsFor, site_url: str) -> Mapping[str, str]:
    """Return the headers of every answer at this path, whatever the answer is.

    What may be framed names our own origin beside 'self', which in a sandboxed frame is for WebKit
    the frame's opaque origin, so that nothing of ours would load there.
    """
    return _headers(ancestors_for(path), site_url)


@cache
def _headers(ancestors: str, site_url: str) -> Mapping[str, str]:
    policy = _POLICY.format(ancestors=ancestors)
    if policy.endswith("'none'"):
        framing = {"Content-Security-Policy": policy, "X-Frame-Options": "DENY"}
    else:
        framing = {"Content-Security-Policy": policy.replace("'self'", f"'self' {site_url}")}
    return MappingProxyType({**ALWAYS, **_OURS, **framing})


def init_app(app: Flask, ancestors_for: AncestorsFor, site_url: str) -> None:
    """Add the headers to every response; `ancestors_for` tells who may frame a path."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        if "Content-Security-Policy" not in response.headers:  # see as_mail
            response.headers.extend(headers_for(request.path, ancestors_for, site_url))
        else:
            response.headers.update(ALWAYS | _OURS)
        response.headers.setdefault("Cache-Control", "no-store")
        varies = response.headers.get("Vary")
        response.headers["Vary"] = f"{varies}, {_VARY}" if varies else _VARY
        if request.is_secure:
            response.headers.update(SECURE)
        return response


def as_mail(response: Response) -> Response:
    """Let HTML be shown as mail programs do: sandboxed, with its own styles, in our pages only."""
    response.headers["Content-Security-Policy"] = _OF_A_MAIL
    return response


def cacheable(response: Response, seconds: int = 300) -> Response:
    """Let caches keep a page that is the same for everybody; anything else has `no-store`."""
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response
