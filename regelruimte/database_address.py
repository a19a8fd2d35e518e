"""The address of a PostgreSQL database, read as libpq reads it, and whether it is safe to use."""

from __future__ import annotations

import os

POSTGRESQL = ("postgresql://", "postgres://")
_LOOPBACK = {"", "localhost", "127.0.0.1", "::1"}
# https://www.postgresql.org/docs/current/libpq-connect.html, parameters that have fixed values.
_VALUES = {
    "sslmode": {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"},
    "target_session_attrs": {
        *("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
    },
}
_ENCODE = "write / as %2F, # as %23, ? as %3F, @ as %40 and : as %3A in a user's name or password"


def keywords(address: str) -> dict[str, str]:
    """Return libpq's keywords for an address (its documentation, 34.1.1.2), such as sslmode.

    Raises ValueError for what libpq could not use. Its message quotes nothing of the address:
    any part of it may be part of a password.
    """
    found = _read(address)
    if problem := _problem(address, found):
        raise ValueError(problem)
    return found


def _read(address: str) -> dict[str, str]:
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise ValueError("needs the library psycopg for PostgreSQL") from None
    try:
        return {name: str(value) for name, value in conninfo_to_dict(address).items() if value}
    except psycopg.Error:
        raise ValueError(f"is not an address that PostgreSQL reads; {_ENCODE}") from None


def _problem(address: str, found: dict[str, str]) -> str:
    _, _, rest = address.partition("://")
    if rest.count("@") > 1 or "#" in rest or "@" in found.get("dbname", ""):
        return f"is not an address that everybody reads the same way; {_ENCODE}"
    if not all(_is_port(port) for port in found.get("port", "").split(",")):
        return f"has a port that is no number up to 65535; {_ENCODE}"
    if "dbname" not in found:
        return "names no database, as in postgresql://user:password@host/name"
    wrong = [name for name, values in _VALUES.items() if found.get(name, "") not in {"", *values}]
    return f"has an unknown {wrong[0]}" if wrong else ""


def _is_port(text: str) -> bool:
    return not text or (text.isdecimal() and 0 < int(text) < 65536)


def may_be_read_on_the_way(address: str) -> bool:
    """Tell whether what goes to this database leaves the machine without a verified TLS."""
    if not address.startswith(POSTGRESQL):
        return False
    found = keywords(address)
    mode = found.get("sslmode") or os.environ.get("PGSSLMODE")
    named = found.get("hostaddr") or found.get("host") or os.environ.get("PGHOST", "")
    hosts = [host for host in named.split(",") if not host.startswith(("/", "@"))]
    elsewhere = "service" in found or not set(hosts) <= _LOOPBACK
    return elsewhere and mode != "verify-full"
