"""The variables with our prefix: how each value is judged, and all that is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from email.utils import getaddresses, parseaddr
from typing import TypeVar

T = TypeVar("T")

PREFIX = "REGELRUIMTE_"
_HUNDRED_YEARS = 36_500  # days: what is more overflows a date
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f.]*:[0-9A-Fa-f.:]+")
# What cannot be seen in a file of settings: controls, formats such as U+200B, lone surrogates,
# line and paragraph separators (Unicode's general categories).
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class Environment:
    """The variables with our prefix, and what turned out to be wrong with them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.problems: list[str] = []
        self.known: set[str] = set()  # the names that were read, without our prefix

    def read(self, name: str, default: str, parse: Callable[[str], T]) -> T:
        """Return the parsed variable; a faulty one is noted and read as its default."""
        self.known.add(name)
        value = self.variables.get(PREFIX + name, "").strip() or default
        try:
            return parse(_seen(value))
        except ValueError as fault:
            self.refuse(name, str(fault))
            return parse(default)

    def refuse(self, name: str, why: str) -> None:
        """Note what is wrong with a variable."""
        self.problems.append(f"{PREFIX}{name}: {why}")

    def refuse_unknown(self) -> None:
        """Note each variable with our prefix that nothing has read: it is misspelt, or gone."""
        ours = (name for name in sorted(self.variables) if name.upper().startswith(PREFIX))
        for name in ours:
            rest = name[len(PREFIX) :]
            if name != name.upper() or rest not in self.known:
                close = get_close_matches(rest.upper(), self.known, n=1)
                hint = f"; did you mean {PREFIX}{close[0]}?" if close else ""
                self.problems.append(f"{name}: no variable of this site{hint}")


def _seen(value: str) -> str:
    """Refuse what cannot be seen, without telling the value: it may be a password."""
    for place, character in enumerate(value, start=1):
        if unicodedata.category(character) in _UNSEEN:
            code = f"U+{ord(character):04X}"
            raise ValueError(f"holds an invisible character ({code}) at place {place}")
    return value


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
    """Take one bare address, or none."""
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
