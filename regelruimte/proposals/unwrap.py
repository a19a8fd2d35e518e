"""Links as they were before a mail filter or a search engine led them past itself.

Such a link tells a third party who follows it, and often holds the address of whoever got the
mail. It is read here and never asked for. Sources: the addresses that these services write, and
Proofpoint's own description of how it encodes them.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

LONGEST = 4_000  # characters; a wrapped link is longer than what is in it
# Filters wrap each other's links; more than this is somebody's game.
_MOST_LAYERS = 5
# Host, path, and the parameter that holds the link.
_WRAPPERS = (
    (r"(.+\.)?safelinks\.protection\.outlook\.(com|us|de|cn)", r".*", "url"),
    (r"statics\.teams\.cdn\.office\.net", r"/evergreen-assets/safelinks/.*", "url"),
    (r"(www\.)?google\.[a-z.]{2,6}", r"/url", "q"),
    (r"(www\.)?google\.[a-z.]{2,6}", r"/url", "url"),
    (r"(.+\.)?urldefense\.(proofpoint\.)?com", r"/v1/url", "u"),
    (r"linkprotect\.cudasvc\.com", r"/url", "a"),
    (r"(www\.)?duckduckgo\.com", r"/l/", "uddg"),
    (r"lm?\.facebook\.com", r"/l\.php", "u"),
    (r"slack-redir\.net", r"/link", "url"),
    (r"(www\.)?linkedin\.com", r"/(safety/go|redir/redirect)", "url"),
)
_PROOFPOINT = re.compile(r"(.+\.)?urldefense\.(proofpoint\.)?com")
_V3 = re.compile(r"/v3/__([^_]+(?:_[^_]+)*)__;([A-Za-z0-9_-]*)!")
_RUN = re.compile(r"\*(?:\*([A-Za-z0-9_-]))?")
_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def unwrapped(link: str) -> str:
    """Return the link inside a wrapped one; what is not wrapped, or not legible, as it is."""
    for _ in range(_MOST_LAYERS):
        inner = _inner(link) if len(link) <= LONGEST else ""
        if not re.match("https?://", inner, re.IGNORECASE):
            break
        link = inner
    return link


def _inner(link: str) -> str:
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if _PROOFPOINT.fullmatch(host) and parts.path.startswith(("/v2/", "/v3/")):
        return _proofpoint(parts, link)
    return next((inner for each in _WRAPPERS if (inner := _parameter(*each, host, parts))), "")


def _parameter(host: str, path: str, name: str, given_host: str, parts: SplitResult) -> str:
    if not (re.fullmatch(host, given_host) and re.fullmatch(path, parts.path)):
        return ""
    return parse_qs(parts.query).get(name, [""])[0]


def _proofpoint(parts: SplitResult, link: str) -> str:
    if parts.path.startswith("/v2/"):
        written = parse_qs(parts.query).get("u", [""])[0]
        return unquote(written.translate({ord("-"): "%", ord("_"): "/"}))
    match = _V3.search(link)
    return _third_version(unquote(match[1]), match[2]) if match else ""


def _third_version(written: str, encoded: str) -> str:
    """Put back the characters that "*" stands for, one or a run of them whose length follows."""
    try:
        rest = iter(urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode())
    except (NotBase64, UnicodeDecodeError):
        return ""

    def put_back(run: re.Match[str]) -> str:
        count = _LENGTHS.index(run[1]) + 2 if run[1] else 1
        return "".join(next(rest, "") for _ in range(count))

    return re.sub("^(https?):/(?=[^/])", r"\1://", _RUN.sub(put_back, written))
