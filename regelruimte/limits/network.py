"""Which network a request comes from: what one household or one stranger has to itself."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import request

# Some proxies write a port, and then brackets, in X-Forwarded-For (Azure's gateway does).
_IPV4_AND_PORT = re.compile(r"(?P<address>[\d.]+):\d+")
_BRACKETS = re.compile(r"\[(?P<address>[^\]]+)\](:\d+)?")
_ONE_SUBSCRIBER = 64  # bits that a site is given (RFC 6177); it fills in the other 64 by itself


def current_network() -> str:
    """Return the network that asks now, as far as our proxies tell (TRUSTED_PROXIES)."""
    return network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    """Return an IPv4 address itself, of an IPv6 address its /64; what is no address as it is."""
    found = _IPV4_AND_PORT.fullmatch(address) or _BRACKETS.fullmatch(address)
    bare = (found["address"] if found else address).partition("%")[0]
    try:
        parsed = ip_address(bare)
    except ValueError:
        return bare
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or IPv6Network((int(parsed), _ONE_SUBSCRIBER), strict=False))
