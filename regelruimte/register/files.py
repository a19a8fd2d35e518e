"""The files in which anybody may take the register over, as data. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.addresses import REGISTER


@dataclass(frozen=True, slots=True)
class File:
    """One file: where it is, what it is called, its media type and the standard it follows."""

    path: str
    name: str
    use: str  # what it is good for, in words
    mimetype: str
    standard: str


CSV = File(
    f"{REGISTER}.csv", "CSV", "een tabel", "text/csv", "https://www.rfc-editor.org/info/rfc4180"
)
JSON_FEED = File(
    f"{REGISTER}.json",
    "JSON Feed",
    "voor een site of app",
    "application/feed+json",
    "https://www.jsonfeed.org/version/1.1/",
)
ATOM = File(
    f"{REGISTER}.atom",
    "Atom",
    "voor een nieuwslezer",
    "application/atom+xml",
    "https://www.rfc-editor.org/info/rfc4287",
)
FILES = (CSV, JSON_FEED, ATOM)
# What the others are, for data portals; there as soon as it is set who publishes them.
DATASET = File(
    f"{REGISTER}/dataset.jsonld",
    "DCAT",
    "wat deze bestanden zijn, voor een dataportaal",
    "application/ld+json",
    "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/",
)


def listed(publisher: object) -> tuple[File, ...]:
    """Return the files that pages link to; `publisher` is None where nobody publishes them yet."""
    return (*FILES, DATASET) if publisher else FILES
