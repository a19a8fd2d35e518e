"""Who is behind a request to the workspace: nobody comes further without a coordinator's session.

The session is a signed cookie with two random values: the key of the session, of which the
database holds a hash, and what every form posts back, so that no other site can post for us.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request, session, url_for

from regelruimte.addresses import WORKSPACE, is_within
from regelruimte.config import Config, Coordinator
from regelruimte.settings import settings
from regelruimte.sign_in import access, known_browser
from regelruimte.web.errors import ErrorText, error_page
from regelruimte.web.page import asked_for, go_to

_KEY, _BROWSER, _POSTED, _WANTED = "key", "browser", "csrf", "wanted"
# Browsers drop a cookie of over 4096 bytes (RFC 6265, 6.1), and with it the whole session.
_LONGEST = 1000
SIGN_IN_FIRST = ErrorText(
    "Je bent niet (meer) aangemeld",
    "Er is niets opgeslagen. Meld je aan in een nieuw venster, en kom dan hier terug.",
    link=("sign_in.ask", "Meld je aan"),
    keeps=True,
)

_FOREIGN = ErrorText(
    "Dit kwam van een andere site",
    "Er is niets gedaan. Open de werkruimte zelf, en doe het daar.",
    link=("workspace.home", "Open de werkruimte"),
)


def init_app(app: Flask, config: Config) -> None:
    """Set how the one cookie of the site is kept: for the workspace only."""
    app.config |= {
        "SESSION_COOKIE_NAME": "werkruimte",
        "SESSION_COOKIE_PATH": WORKSPACE,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.site_url.startswith("https:"),
    }
    app.before_request(_refuse_foreign)
    app.after_request(known_browser.keep)


def _refuse_foreign() -> Response | None:
    """Refuse what another site posts: it would overwrite the cookie, or sign somebody in.

    Every browser of these years says where a request comes from (Fetch Metadata).
    """
    is_ours = is_within(request.path, [WORKSPACE])
    foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
    return error_page(403, _FOREIGN) if is_ours and foreign and request.method == "POST" else None


def require() -> Response | None:
    """Let only coordinators in, and take only what their own pages posted."""
    me = access.signed_in(session.get(_KEY, ""), settings())
    if me is None or (request.method == "POST" and not is_posted_here()):
        return _sign_in_first()
    g.me = me
    return None


def _sign_in_first() -> Response:
    if request.method == "POST":
        return error_page(403, SIGN_IN_FIRST)
    wanted = asked_for()
    session[_WANTED] = wanted if len(wanted) <= _LONGEST else WORKSPACE
    if request.headers.get("HX-Request") == "true":  # the whole window goes, not a part of it
        return Response(status=204, headers={"HX-Redirect": url_for("sign_in.ask")})
    return go_to("sign_in.ask")


def me() -> Coordinator:
    """Return the coordinator whose session it is."""
    coordinator: Coordinator = g.me
    return coordinator


def browser() -> str:
    """Return the secret of this browser; the first time it gets one."""
    for name in (_BROWSER, _POSTED):
        session.setdefault(name, access.new_secret())
    return str(session[_BROWSER])


def asking_browser() -> str:
    """Return the secret of this browser, or "" when it asked for nothing."""
    return str(session.get(_BROWSER, ""))


def is_posted_here() -> bool:
    """Tell whether a form of ours, in this browser, posted this request."""
    ours, posted = session.get(_POSTED, ""), request.form.get("csrf", "")
    return bool(ours) and secrets.compare_digest(ours.encode(), posted.encode("utf-8", "replace"))


def log_in(key: str) -> str:
    """Begin a session in this browser; return the address that was wanted before."""
    session[_KEY] = key
    if coordinator := access.signed_in(key, settings()):
        known_browser.mark(coordinator)
    wanted: str = session.pop(_WANTED, WORKSPACE)
    return wanted


def log_out() -> None:
    """Forget all that this browser's cookie holds."""
    session.clear()


def key() -> str:
    """Return the key of this session."""
    return str(session.get(_KEY, ""))


def shown() -> dict[str, object]:
    """Return what every page of the workspace shows."""
    return {"in_workspace": True, "me": g.get("me"), "csrf": session.get(_POSTED, "")}
