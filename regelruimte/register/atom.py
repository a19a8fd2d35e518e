"""The register as an Atom feed (RFC 4287). Pure.

Atom wants to know when an entry changed, and the register tells no day: it is told the first
moment of the half-year of the release.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from regelruimte.addresses import REGISTER
from regelruimte.fields.text import for_xml
from regelruimte.register import files, open_data
from regelruimte.register.release_days import half_year_begins

if TYPE_CHECKING:
    from regelruimte.register.public import PublicCard

_NAMESPACE = "http://www.w3.org/2005/Atom"


def as_atom(cards: Sequence[PublicCard], site_url: str) -> str:
    """Return the feed as an XML document; `cards` are not empty."""
    feed = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": open_data.LANGUAGE})
    _add(feed, "id", site_url + REGISTER)
    _add(feed, "title", open_data.TITLE)
    _add(feed, "subtitle", open_data.DESCRIPTION)
    _add(feed, "updated", max(map(_moment, cards)))
    author = ET.SubElement(feed, "author")
    _add(author, "name", "Regelruimte")
    _add(author, "uri", f"{site_url}/")
    _add(feed, "rights", f"CC0: {open_data.LICENCE}")
    _link(feed, "self", site_url + files.ATOM.path, type=files.ATOM.mimetype)
    _link(feed, "alternate", site_url + REGISTER, type="text/html")
    _link(feed, "license", open_data.LICENCE)  # RFC 4946
    for card in cards:
        _add_entry(feed, card, site_url)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode")


def _add_entry(feed: ET.Element, card: PublicCard, site_url: str) -> None:
    entry, address = ET.SubElement(feed, "entry"), open_data.address_of(card, site_url)
    _add(entry, "id", address)
    _add(entry, "title", card.title)
    _add(entry, "updated", _moment(card))
    _link(entry, "alternate", address, type="text/html")
    if card.source:
        _link(entry, "related", card.source.url)
    for term, label in ((card.theme, card.theme_label), (card.level, card.level_label)):
        ET.SubElement(entry, "category", {"term": term, "label": label})
    _add(entry, "summary", card.in_the_way)
    _add(entry, "content", open_data.text_of(card))


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = for_xml(text)


def _link(parent: ET.Element, rel: str, href: str, **more: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, **more})


def _moment(card: PublicCard) -> str:
    return f"{half_year_begins(card.release_day or card.checked_on)}T00:00:00Z"
