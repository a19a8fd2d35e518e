"""Web addresses: a rule where the site is a register that we know, otherwise a link as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, urlsplit

from regelruimte.proposals import european, gazettes, juriconnect
from regelruimte.proposals.identity import LINK, Identity

_SITES: dict[str, Callable[[str], Identity | None]] = {
    "wetten.overheid.nl": juriconnect.in_national_address,
    "wetten.nl": juriconnect.in_national_address,
    "lokaleregelgeving.overheid.nl": juriconnect.in_local_address,
    "decentrale.regelgeving.overheid.nl": juriconnect.in_local_address,
    "eur-lex.europa.eu": european.in_address,
    "data.europa.eu": european.in_address,
    "zoek.officielebekendmakingen.nl": gazettes.in_address,
    "officielebekendmakingen.nl": gazettes.in_address,
}
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE | re.ASCII)
# Without "https://", only where it cannot be anything else.
_KNOWN = re.compile(rf"(?:www\.)?(?:{'|'.join(map(re.escape, _SITES))})/\S+", re.IGNORECASE)


def read(typed: str) -> Identity | None:
    """Return the rule that an address leads to, or the address itself as a link."""
    address = f"https://{typed}" if _KNOWN.fullmatch(typed) else typed
    parts = _split(address) if _ADDRESS.fullmatch(address) else None
    if parts is None:
        return None
    return _on_known_site(parts) or Identity(f"{LINK}:{address}")


def host(address: str) -> str:
    """Return the host of an address; "" when it has none."""
    parts = _split(address)
    return parts.hostname or "" if parts else ""


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    # No user names: "https://overheid.nl@elsewhere.example" reads as something it is not.
    return parts if has_host and parts.username is None else None


def _on_known_site(parts: SplitResult) -> Identity | None:
    site = _SITES.get((parts.hostname or "").lower().removeprefix("www."))
    if not site:
        return None
    after = parts.path + (f"?{parts.query}" if parts.query else "")
    # Mail programs encode what is encoded once more.
    return site(unquote(unquote(f"{after}#{parts.fragment}" if parts.fragment else after)))
