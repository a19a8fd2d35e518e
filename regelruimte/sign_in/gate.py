"""Who is behind a request to the workspace: nobody comes further without a coordinator's session.

Flask's signed cookie holds random values only: the key of the session, of which the database holds
a hash, the secret of the browser, and the CSRF token that every form of the workspace posts back.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import Flask, Response, g, request, session, url_for

from regelruimte.addresses import WORKSPACE, is_within
from regelruimte.config import Config, Coordinator
from regelruimte.settings import settings
from regelruimte.sign_in import known_browser, sessions
from regelruimte.sign_in.cookie import WorkspaceSessions
from regelruimte.web.errors import ErrorText, error_page
from regelruimte.web.page import asked_for, go_to

P = ParamSpec("P")
_KEY, _BROWSER, _CSRF, _NEXT = "key", "browser", "csrf", "next"
# Browsers drop a cookie of over 4096 bytes (RFC 6265, 6.1), and with it the whole session.
_LONGEST = 1000
SIGN_IN_FIRST = ErrorText(
    "Je bent niet meer aangemeld",
    "Er is niets opgeslagen. Meld je aan in een nieuw venster, en kom dan hier terug.",
    link=("sign_in.ask", "Meld je aan"),
    keeps=True,
)

_CROSS_SITE = ErrorText(
    "Deze opdracht kwam van een andere site",
    "Er is niets gewijzigd. Open de werkruimte zelf en probeer het daar opnieuw.",
    link=("workspace.home", "Open de werkruimte"),
)


def init_app(app: Flask, config: Config) -> None:
    """Set how the one cookie of the site is kept: for the workspace only."""
    app.session_interface = WorkspaceSessions()
    app.config |= {
        "SESSION_COOKIE_NAME": "werkruimte",
        "SESSION_COOKIE_PATH": WORKSPACE,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.site_url.startswith("https:"),
    }
    app.before_request(_refuse_cross_site)


def _refuse_cross_site() -> Response | None:
    """Refuse what another site posts: it would overwrite the cookie, or sign somebody in.

    Every browser of these years says where a request comes from (Fetch Metadata).
    """
    is_ours = is_within(request.path, [WORKSPACE])
    is_cross_site = request.headers.get("Sec-Fetch-Site") == "cross-site"
    if is_ours and is_cross_site and request.method == "POST":
        return error_page(403, _CROSS_SITE)
    return None


def require_login() -> Response | None:
    """Let only coordinators in, and take only what their own pages posted.

    For `before_request` of a blueprint: a view that is added to it cannot forget to ask.
    """
    found = sessions.session_with(session.get(_KEY, ""), settings())
    if found is None or (request.method == "POST" and not has_csrf_token()):
        return _sign_in_first()
    g.coordinator_session = found
    return None


def login_required(view: Callable[P, Response]) -> Callable[P, Response]:
    """Do the same for one view, in a blueprint that opens for everybody."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        return require_login() or view(*args, **kwargs)

    return answer


def _sign_in_first() -> Response:
    if request.method == "POST":
        return error_page(403, SIGN_IN_FIRST)
    wanted = asked_for()
    session[_NEXT] = wanted if len(wanted) <= _LONGEST else WORKSPACE
    if request.headers.get("HX-Request") == "true":  # the whole window goes, not a part of it
        return Response(status=204, headers={"HX-Redirect": url_for("sign_in.ask")})
    return go_to("sign_in.ask")


def current_session() -> sessions.Session:
    """Return the session of this request; AttributeError where no login is required."""
    return cast(sessions.Session, g.coordinator_session)


def current_coordinator() -> Coordinator:
    """Return the coordinator who signed in, as Flask-Login's `current_user` does."""
    return current_session().coordinator


def ensure_browser_secret() -> str:
    """Return the secret of this browser, made and kept in its cookie the first time."""
    for name in (_BROWSER, _CSRF):
        session.setdefault(name, sessions.new_secret())
    return str(session[_BROWSER])


def browser_secret() -> str:
    """Return the secret of this browser, or "" when it asked for nothing."""
    return str(session.get(_BROWSER, ""))


def has_csrf_token() -> bool:
    """Tell whether a form of ours, in this browser, posted this request."""
    ours, posted = session.get(_CSRF, ""), request.form.get("csrf", "")
    return bool(ours) and secrets.compare_digest(ours.encode(), posted.encode("utf-8", "replace"))


def log_in(begun: sessions.Session) -> str:
    """Keep this session in the cookie; return the address that was asked for before signing in."""
    session[_KEY] = begun.key
    known_browser.remember(begun.coordinator)
    wanted: str = session.pop(_NEXT, WORKSPACE)
    return wanted


def log_out() -> None:
    """Empty the cookie of this browser; the session itself ends with `sessions.sign_out`."""
    session.clear()


def template_context() -> dict[str, object]:
    """Return what the layout of every page of the workspace shows: `me` is None before login."""
    me = current_coordinator() if "coordinator_session" in g else None
    return {"in_workspace": True, "me": me, "csrf": session.get(_CSRF, "")}
