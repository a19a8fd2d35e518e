"""Official gazettes: Staatsblad, Staatscourant and those of provinces, councils and water boards.

Source: the identifiers of officielebekendmakingen.nl, such as stb-2018-141.
"""

from __future__ import annotations

import re

from regelruimte.proposals.identity import Identity

_FLAGS = re.IGNORECASE | re.ASCII
NAMES = {
    "stb": "Staatsblad",
    "stcrt": "Staatscourant",
    "trb": "Tractatenblad",
    "gmb": "Gemeenteblad",
    "prb": "Provinciaal blad",
    "wsb": "Waterschapsblad",
    "bgr": "Blad gemeenschappelijke regeling",
}
_KEYS = {**{key: key for key in NAMES}, **{name.lower(): key for key, name in NAMES.items()}}
_YEAR = r"(?:18|19|20)\d\d"
_IDENTIFIER = re.compile(rf"({'|'.join(NAMES)})-({_YEAR})-(\d{{1,6}})(?![0-9])", _FLAGS)
_IN_WORDS = re.compile(
    rf"\b({'|'.join(_KEYS)})\.? ({_YEAR})(?:, ?| )(?:n[ro]\.? ?)?(\d{{1,6}})\b", _FLAGS
)


def read(typed: str) -> Identity | None:
    """Return the issue that an identifier or a reference alone names."""
    found = _IDENTIFIER.fullmatch(typed) or _IN_WORDS.fullmatch(typed)
    return _issue(found) if found else None


def among_words(line: str) -> Identity | None:
    """Return the first issue that a line refers to."""
    found = _IN_WORDS.search(line)
    return _issue(found) if found else None


def in_address(place: str) -> Identity | None:
    """Return the issue in an address of officielebekendmakingen.nl, read after its host."""
    found = _IDENTIFIER.search(place)
    return _issue(found) if found else None


def text(identity: Identity) -> str:
    """Return how an issue is written: "Stb. 2018, 141"."""
    year, _, number = identity.number.partition("-")
    return f"{identity.register.capitalize()}. {year}, {number}"


def address(identity: Identity) -> str:
    """Return where an issue can be read."""
    place = f"{identity.register}-{identity.number}"
    return f"https://zoek.officielebekendmakingen.nl/{place}.html"


def _issue(found: re.Match[str]) -> Identity:
    return Identity(f"{_KEYS[found[1].lower()]}:{found[2]}-{int(found[3])}")
