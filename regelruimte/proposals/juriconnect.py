"""Dutch rules in the national and the local register, by number, by Juriconnect, or by address.

Sources: the Juriconnect standard 1.3.1 for references to legislation, and the addresses that
wetten.overheid.nl and lokaleregelgeving.overheid.nl write or once wrote.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from regelruimte.proposals import article
from regelruimte.proposals.identity import BWB, CVDR, Identity

REGISTERS = (BWB, CVDR)
_FLAGS = re.IGNORECASE | re.ASCII
_ID = r"BWB[RV]\d{7}"
_REFERENCE = re.compile(
    rf"(?:jci)?1(?:\.\d{{1,2}})*:[cvr]:({_ID})((?:&[a-z_-]+=[^&\s<>\"]*)*)", _FLAGS
)
_NUMBER = re.compile(rf"({_ID})(?:/(\d{{4}}-\d\d-\d\d))?", _FLAGS)
_INSIDE = re.compile(rf"(?<![a-z0-9])({_ID})(?![0-9])", _FLAGS)
_LOCAL = re.compile(r"CVDR[ -]?(\d{1,8})(?:[/_](\d{1,3}))?(#[\w:.-]{1,80})?", _FLAGS)
_OLD_LOCAL = re.compile(r"/cvdr/.*/(\d{3,8})(?:_(\d{1,3}))?\.html", _FLAGS)
_LOCAL_INSIDE = re.compile(r"CVDR(\d{1,8})(?![a-z0-9])(?:[/_](\d{1,3})(?![0-9]))?", _FLAGS)
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", re.ASCII)
_OLD_DAY = re.compile(r"geldigheidsdatum_(\d\d)-(\d\d)-(\d{4})", re.ASCII)
# What Juriconnect calls a place, in its versions.
_PLACES = {
    **{name: key for key, name in article.NAMES.items()},
    "article": "art",
    "o": "onder",
    "sub": "onder",
    "titeldeel": "titel",
    "par": "par",
}


def read(typed: str) -> Identity | None:
    """Return the rule that is named by a number or a Juriconnect reference alone."""
    if reference := _REFERENCE.fullmatch(typed.replace("&amp;", "&")):
        return _referred(reference[1], reference[2])
    if number := _NUMBER.fullmatch(typed):
        return Identity(f"{BWB}:{number[1].upper()}", "", number[2] or "")
    if local := _LOCAL.fullmatch(typed):
        return Identity(f"{CVDR}:{local[1]}", article.read(local[3] or ""), local[2] or "")
    return None


def in_national_address(place: str) -> Identity | None:
    """Return the rule in an address of wetten.overheid.nl, read after its host, decoded."""
    place = place.replace("&amp;", "&")
    if reference := _REFERENCE.search(place):
        return _referred(reference[1], reference[2])
    number = _INSIDE.search(place)
    if not number:
        return None
    rest = re.sub("article=", "Artikel", place[number.end() :])
    return Identity(f"{BWB}:{number[1].upper()}", article.read(_spaced(rest)), _day(rest))


def in_local_address(place: str) -> Identity | None:
    """Return the rule in an address of lokaleregelgeving.overheid.nl, read after its host."""
    found = list(_LOCAL_INSIDE.finditer(place)) or list(_OLD_LOCAL.finditer(place))
    if not found:
        return None
    version = next((each[2] for each in found if each[2]), "")
    fragment = place.partition("#")[2]
    return Identity(f"{CVDR}:{found[0][1]}", article.read(_spaced(fragment)), version)


def text(identity: Identity) -> str:
    """Return how such a rule is written: a number, or a Juriconnect reference to a part of it."""
    if identity.register == CVDR:
        version = f"/{identity.as_of}" if identity.as_of else ""
        return f"CVDR{identity.number}{version}{_fragment(identity.part)}"
    if not identity.part:
        return "/".join(filter(None, (identity.number, identity.as_of)))
    day = f"&z={identity.as_of}&g={identity.as_of}" if identity.as_of else ""
    return f"jci1.3:c:{identity.number}{article.in_address(identity.part)}{day}"


def address(identity: Identity) -> str:
    """Return where such a rule can be read."""
    if identity.register == CVDR:
        return f"https://lokaleregelgeving.overheid.nl/{text(identity)}"
    return f"https://wetten.overheid.nl/{quote(text(identity), safe=':&=._-/')}"


def _referred(number: str, parameters: str) -> Identity:
    given = dict(each.split("=", 1) for each in parameters.lower().split("&") if each)
    named = {_PLACES[key]: _bare(value) for key, value in given.items() if key in _PLACES}
    day = given.get("g") or given.get("z") or ""
    return Identity(f"{BWB}:{number.upper()}", article.written(named), _day(day))


def _bare(value: str) -> str:
    """Return a value of a reference without what would end it: older ones hold words."""
    return re.sub(r"^art(?:ikel)?\.?\s*|[;=\s].*$", "", value, flags=re.DOTALL)


def _spaced(place: str) -> str:
    """Return a path or fragment with blanks between the places that it joins."""
    return re.sub(r"[/#&?]|_(?=[A-Z])|(?<=\d)_(?=lid)", " ", place)


def _day(place: str) -> str:
    if day := _DAY.search(place):
        return day[0]
    old = _OLD_DAY.search(place)
    return f"{old[3]}-{old[2]}-{old[1]}" if old else ""


def _fragment(part: str) -> str:
    found = article.places(part)
    return f"#Artikel_{found['art']}" if "art" in found else ""
