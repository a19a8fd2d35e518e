"""The prefixes of the site's addresses, and which of them ask for care.

Blueprints begin here, and so does whoever sees an address without its blueprint: the headers, the
compression, the web server's log, robots.txt and the scripts (as data in templates/layout.html).
"""

from __future__ import annotations

from collections.abc import Iterable

CHECK = "/check"
DRAFT = "/voorstel"
OWN_PAGE = "/mijn"
REPLY = "/reactie"
READING = "/lezen"
SECOND = "/oordeel"
WORKSPACE = "/werkruimte"
SIGN_IN = f"{WORKSPACE}/aanmelden"
FRESH_LINK = "/nieuwe-link"
CARD = "/insluiten/kaart"
REGISTER = "/regels"
MAILBOX = "/postbak"
HEALTH = "/healthz"
STATIC = "/static"

# A token follows, which opens what is there: kept out of the log and of the margin of a print.
WITH_TOKEN = (DRAFT, OWN_PAGE, REPLY, READING, SECOND, SIGN_IN)
# What somebody typed is shown: nothing of it stays in a browser that was left.
PRIVATE = (DRAFT, OWN_PAGE, REPLY, READING, SECOND, WORKSPACE)
# No search engine is to look here (RFC 9309).
NOT_SEARCHED = (*PRIVATE, FRESH_LINK, MAILBOX)
# What one person typed stands beside what only the reader may know: never compressed (BREACH).
UNCOMPRESSED = (REPLY, READING, SECOND, WORKSPACE)
# May stand in a frame on the pages of the configured sites.
FRAMABLE = (CHECK, DRAFT, REGISTER)


def is_within(path: str, prefixes: Iterable[str]) -> bool:
    """Tell whether a path is one of these prefixes, or goes on behind one with a slash."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)
