"""A browser in which a coordinator signed in before: it keeps a share of the sign-in mails.

Without it a stranger who asks often enough would use up all that a coordinator may be mailed.
The mark opens nothing: it is signed, long-lived, and names one coordinator.
"""

from __future__ import annotations

import secrets

from flask import current_app, g, request
from flask.wrappers import Response
from itsdangerous import BadSignature, URLSafeSerializer

from regelruimte.config import Coordinator
from regelruimte.limits.count import hashed
from regelruimte.settings import settings

_COOKIE = "werkruimte-bekend"
_SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie (RFC 6265bis 5.5)


def mark(coordinator: Coordinator) -> None:
    """Let this answer mark the browser as one that this coordinator signed in with."""
    g.known_mark = _signer().dumps([secrets.token_urlsafe(12), _of(coordinator)])


def mark_of(coordinator: Coordinator) -> str:
    """Return the mark of this browser, or "" when this coordinator never signed in with it."""
    try:
        name, whose = _signer().loads(request.cookies.get(_COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return ""
    return str(name) if whose == _of(coordinator) else ""


def keep(response: Response) -> Response:
    """Set the cookie where a browser was just marked; for the workspace only."""
    if marked := g.pop("known_mark", ""):
        response.set_cookie(
            _COOKIE,
            marked,
            max_age=_SECONDS,
            path=current_app.config["SESSION_COOKIE_PATH"],
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return response


def _of(coordinator: Coordinator) -> str:
    return hashed(f"known browser|{coordinator.email}")


def _signer() -> URLSafeSerializer:
    config = settings()
    return URLSafeSerializer([*config.secret_key_fallbacks, config.secret_key], salt=_COOKIE)
