"""A mail address as mail servers know it."""

from __future__ import annotations

import idna


def mailable(address: str) -> str:
    """Return an address with its domain as mail servers know it (IDNA 2008, RFC 5891).

    Python's own codec has IDNA 2003, in which straße.nl is strasse.nl: somebody else.
    Raises ValueError when it is no domain.
    """
    if address.isascii():
        return address
    local, _, domain = address.rpartition("@")
    return f"{local}@{idna.encode(domain, uts46=True, transitional=False).decode()}"
