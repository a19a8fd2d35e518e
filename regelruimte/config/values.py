"""How the value of each variable is judged and read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from email.utils import getaddresses, parseaddr
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from regelruimte.database_address import POSTGRESQL, keywords

Named = TypeVar("Named", bound=StrEnum)
_HUNDRED_YEARS = 36_500  # days: what is more overflows a date
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f.]*:[0-9A-Fa-f.:]+")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:(?P<port>\d{1,5}))?", re.IGNORECASE)
_NAMED_ADDRESS = re.compile(r"(?P<name>[^<>]+?) *<(?P<address>[^<>]+)>")


def one_of(choices: type[Named]) -> Callable[[str], Named]:
    """Return what reads one of these words."""

    def read(value: str) -> Named:
        if value in list(choices):
            return choices(value)
        raise ValueError(f"{value!r} is none of: {', '.join(choices)}")

    return read


def whole_number(least: int = 0, most: int = _HUNDRED_YEARS) -> Callable[[str], int]:
    """Return what reads a whole number within these bounds."""

    def read(value: str) -> int:
        if value.isdecimal() and len(value) < 10 and least <= int(value) <= most:
            return int(value)
        raise ValueError(f"{value!r} is not a whole number from {least} to {most}")

    return read


def host(value: str) -> str:
    """Take the name or number of a machine, without a port or scheme; none at all is fine."""
    if value and not _HOST.fullmatch(value):
        raise ValueError(f"{value!r} is not a host such as smtp.example; its port is MAIL_PORT")
    return value


def ascii_only(value: str) -> str:
    """Take what can be sent when logging in: Python's smtplib encodes that as ASCII."""
    if not value.isascii():
        place = next(place for place, sign in enumerate(value, 1) if not sign.isascii())
        raise ValueError(f"holds a character outside ASCII at place {place}; mail cannot log in so")
    return value


def address(value: str) -> str:
    """Return an address that every mail server takes, as the applicants' are judged.

    A host without a dot, or an IP address, is fine here: it may be this very machine.
    """
    from email_validator import EmailNotValidError, validate_email

    local = value.replace("@localhost", "@127.0.0.1") if value.endswith("@localhost") else value
    try:
        found = validate_email(
            local, check_deliverability=False, allow_smtputf8=False, globally_deliverable=False
        )
    except EmailNotValidError as fault:
        raise ValueError(f"{value!r} cannot be mailed: {fault}") from fault
    if not found.domain.isascii():
        raise ValueError(f"{value!r} cannot be mailed: write it as {found.ascii_email}")
    return value


def mailbox(value: str) -> str:
    """Take one address, with or without a name before it."""
    address(parseaddr(value)[1] or value)
    return value


def optional_address(value: str) -> str:
    """Take an address without a name, or ""."""
    return address(value) if value else ""


def people(value: str) -> list[tuple[str, str]]:
    """Return names and addresses, each address once and in lower case."""
    found = getaddresses([value])
    if not found or not all("@" in email for _, email in found):
        raise ValueError("must be a list such as: Bart Krull <b.krull@imi.nu>, Rense Bos <…>")
    addresses = [address(email).lower() for _, email in found]
    if len(set(addresses)) < len(addresses):
        raise ValueError("names an address twice")
    return [(name or email, email.lower()) for name, email in found]


def limit_store(value: str) -> str:
    """Take where limits are counted, once its library is there; nothing is connected yet."""
    from limits.errors import ConfigurationError
    from limits.storage import storage_from_string

    if value == "memory://":
        return value  # making one would start a thread
    try:
        storage_from_string(value)
    except (ConfigurationError, ValueError) as fault:
        missing = "prerequisite" in str(fault)
        why = "its library is not installed" if missing else "is not memory:// or redis://…"
        raise ValueError(why) from fault
    return value


def flag(value: str) -> bool:
    """Return whether a switch is on: 1 or true."""
    if value.lower() not in {"0", "1", "true", "false"}:
        raise ValueError(f"{value!r} is not 0 or 1")
    return value.lower() in {"1", "true"}


def parts(value: str) -> tuple[str, ...]:
    """Return what stands between commas, blanks and empty parts left out."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def places(value: str) -> tuple[str, ...]:
    """Return what stands between commas, also nothing: the second number is the second person's."""
    return tuple(part.strip() for part in value.split(","))


def folder(value: str) -> Path:
    """Return an absolute path: the processes may start in other folders."""
    return Path(value).expanduser().absolute()


def writable_folder(value: str) -> Path | None:
    """Take a folder that is there and can be written to; none is fine."""
    if not value:
        return None
    path = folder(value)
    if not path.is_dir() or not os.access(path, os.W_OK | os.X_OK):
        raise ValueError(f"{value!r} is not a folder that can be written to")
    return path


def host_and_port(value: str) -> tuple[str, int] | None:
    """Take where to listen, such as 127.0.0.1:9465 or [::1]:9465; none is fine."""
    if not value:
        return None
    found, _, port = value.rpartition(":")
    bare = found.removeprefix("[").removesuffix("]")
    if not _HOST.fullmatch(bare) or not port.isdecimal() or int(port) not in range(1, 65536):
        raise ValueError(f"{value!r} is not a host and a port such as 127.0.0.1:9465")
    return bare, int(port)


def origin(value: str) -> str:
    """Take a scheme and a host, perhaps a port (RFC 6454), without a path."""
    value = value.rstrip("/")
    found = _ORIGIN.fullmatch(value)
    if not found or int(found["port"] or 80) not in range(1, 65536):
        raise ValueError(f"{value!r} is not an origin such as https://regelruimte.example")
    return value.lower()


def origins(value: str) -> tuple[str, ...]:
    """Return origins with blanks between them."""
    return tuple(origin(part) for part in value.split())


def web_address(value: str) -> str:
    """Take an address that a page can lead to; none at all is fine."""
    if value and not (urlsplit(value).hostname and value.startswith(("https://", "http://"))):
        raise ValueError(f"{value!r} is not an address such as https://voorbeeld.example/pagina")
    return value


def contact_address(value: str) -> str:
    """Take a mail or web address and return it as a URI (RFC 9116, 2.5.3); none is fine."""
    if "@" in value and "://" not in value:
        return "mailto:" + address(value.removeprefix("mailto:"))
    return web_address(value)


def named_address(value: str) -> tuple[str, str]:
    """Return the name of a page and its address."""
    found = _NAMED_ADDRESS.fullmatch(value)
    if not found:
        raise ValueError(f"{value!r} is not like: Ambtenaar 2.0 <https://ambtenaar20.ning.com>")
    return found["name"], web_address(found["address"])


def publisher(value: str) -> tuple[str, str] | None:
    """Return the name of an organisation and its URI in a list such as TOOI; none is fine."""
    return named_address(value) if value else None


def database(value: str) -> str:
    """Take the address of a database; a message quotes none of it, since it may hold a password."""
    if value.startswith(POSTGRESQL):
        keywords(value)
    elif not value.startswith("sqlite:///"):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return value
