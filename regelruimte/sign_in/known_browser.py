"""A browser in which a coordinator signed in before: it keeps a share of the sign-in mails.

Without it a stranger who asks often enough would use up all that a coordinator may be mailed.
Its cookie opens nothing: it is signed, long-lived, and names one coordinator.
"""

from __future__ import annotations

import secrets

from flask import after_this_request, current_app, request
from flask.wrappers import Response
from itsdangerous import BadSignature, URLSafeSerializer

from regelruimte.config import Coordinator
from regelruimte.limits.count import hashed
from regelruimte.settings import settings

_COOKIE = "werkruimte-bekend"
_SECONDS = 400 * 24 * 3600  # the longest that browsers keep a cookie (RFC 6265bis 5.5)


def remember(coordinator: Coordinator) -> None:
    """Set the cookie with this answer: this coordinator signed in with this browser."""
    value = _signer().dumps([secrets.token_urlsafe(12), _hash(coordinator)])

    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            _COOKIE,
            value,
            max_age=_SECONDS,
            path=current_app.config["SESSION_COOKIE_PATH"],  # for the workspace only
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response


def name_for(coordinator: Coordinator) -> str:
    """Return the random name of this browser, "" if this coordinator never signed in with it."""
    try:
        name, whose = _signer().loads(request.cookies.get(_COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return ""
    return str(name) if whose == _hash(coordinator) else ""


def _hash(coordinator: Coordinator) -> str:
    return hashed(f"known browser|{coordinator.email}")


def _signer() -> URLSafeSerializer:
    config = settings()
    return URLSafeSerializer([*config.secret_key_fallbacks, config.secret_key], salt=_COOKIE)
