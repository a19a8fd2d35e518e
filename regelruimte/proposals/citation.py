"""Citations of Dutch and European rules: recognised and written one way, never fetched.

Sources: the Juriconnect standard 1.3.1 for references to legislation (BWB), the CVDR numbers of
lokaleregelgeving.overheid.nl, the CELEX numbers and ELI addresses of EUR-Lex.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from regelruimte.fields.base import Source
from regelruimte.fields.text import plain

# ASCII: other alphabets have digits and letters too, and no citation is written in them.
_LONGEST = 1_000  # characters; what is longer is no citation, and no work is done on it
_AROUND = "(),.;:<>\"'“”‘’"  # what stands about a word in a sentence
_FLAGS = re.IGNORECASE | re.ASCII
_BWB = re.compile(r"BWB[RV]\d{7}", _FLAGS)
_JCI = re.compile(r"(jci1(?:\.\d+)*):([cv]):(BWB[RV]\d{7})((?:&[a-z_-]+=[^&\s<>\"]*)*)", _FLAGS)
_CVDR = re.compile(r"CVDR[ -]?(\d{1,8})(?:/\d+)?", _FLAGS)
_CELEX = re.compile(r"(?:CELEX:)?([0-9CE]\d{4}[A-Z]{1,2}\d{4}(?:\(\d+\))?)", _FLAGS)
_ELI = re.compile(
    r"(?:/|https?://data\.europa\.eu/)?(eli/[a-z_]+/\d{4}/\d+(?:/[a-z0-9]+)*)", _FLAGS
)


class Citation(Source):
    """A citation that was recognised, in a pasted number or inside a link."""

    __slots__ = ()


def parse(typed: str) -> Citation | None:
    """Return the citation that somebody typed or pasted, or None when it is none we know."""
    typed = typed.strip()
    if len(typed) > _LONGEST:
        return None
    return next((citation for reader in _READERS if (citation := reader(typed))), None)


def find(typed: str) -> Citation | None:
    """Return the first citation in a text of one line, which may hold other words as well."""
    typed = plain(typed)
    # A whole answer first: a number may be written with blanks in it.
    found = (parse(place) for place in (typed, *map(_bare, typed[:_LONGEST].split())))
    return next((citation for citation in found if citation), None)


def _bare(word: str) -> str:
    """Return a word without what stands about it in a sentence; a bracket it opens is closed."""
    bare = word.strip(_AROUND)
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def written(answer: object) -> str:
    """Return the citation in an answer as it is compared with others; empty when there is none."""
    citation = find(str(answer or ""))
    return citation.text if citation else ""


def _jci(typed: str) -> Citation | None:
    match = _JCI.fullmatch(typed)
    if not match:
        return None
    version, mode, bwb, rest = match.groups()
    text = f"{version.lower()}:{mode.lower()}:{bwb.upper()}{rest}"
    return Citation("Artikel op wetten.overheid.nl", text, _wetten(text))


def _bwb(typed: str) -> Citation | None:
    if not _BWB.fullmatch(typed):
        return None
    return Citation("Regeling op wetten.overheid.nl", typed.upper(), _wetten(typed.upper()))


def _cvdr(typed: str) -> Citation | None:
    match = _CVDR.fullmatch(typed)
    if not match:
        return None
    text = f"CVDR{match[1]}"
    return Citation("Lokale regeling", text, f"https://lokaleregelgeving.overheid.nl/{text}")


def _celex(typed: str) -> Citation | None:
    match = _CELEX.fullmatch(typed)
    if not match:
        return None
    text = match[1].upper()
    address = f"https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{quote(text)}"
    return Citation("Europese regel (CELEX)", text, address)


def _eli(typed: str) -> Citation | None:
    match = _ELI.fullmatch(typed)
    if not match:
        return None
    text = match[1].lower()
    return Citation("Europese regel (ELI)", text, f"https://data.europa.eu/{text}")


def _web_address(typed: str) -> Citation | None:
    if not re.fullmatch(r"https?://\S+", typed, _FLAGS):
        return None
    try:
        parts = urlsplit(typed)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    # No user names: "https://overheid.nl@elsewhere.example" reads as something it is not.
    if not has_host or parts.username is not None:
        return None
    return _on_known_site(parts.hostname or "", parts.path) or Citation("Link", typed, typed)


def _on_known_site(host: str, path: str) -> Citation | None:
    """Recognise the citation inside an address of a site that carries one in its path."""
    part = path.strip("/").split("/")[0]
    if host == "wetten.overheid.nl":
        return _jci(part) or _bwb(part)
    if host == "lokaleregelgeving.overheid.nl":
        return _cvdr(part)
    return None


def _wetten(text: str) -> str:
    return f"https://wetten.overheid.nl/{quote(text, safe=':&=._-')}"


_READERS: tuple[Callable[[str], Citation | None], ...] = (
    _jci,
    _bwb,
    _cvdr,
    _celex,
    _eli,
    _web_address,
)
