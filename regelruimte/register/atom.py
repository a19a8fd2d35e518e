"""The register as an Atom feed (RFC 4287). Pure.

Atom wants to know when an entry changed, and the register tells no day: it is told the first
moment of the half-year of the release.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from regelruimte.addresses import REGISTER
from regelruimte.register import files, open_data
from regelruimte.register.atom_parts import add, document, feed, link
from regelruimte.register.release_days import half_year_begins

if TYPE_CHECKING:
    from regelruimte.register.public import PublicCard


def as_atom(cards: Sequence[PublicCard], site_url: str) -> str:
    """Return the feed as an XML document; `cards` are not empty."""
    updated, words = max(map(_moment, cards)), (open_data.TITLE, open_data.DESCRIPTION)
    made = feed(site_url, REGISTER, files.ATOM.path, *words, updated)
    for card in cards:
        _add_entry(made, card, site_url)
    return document(made)


def _add_entry(made: ET.Element, card: PublicCard, site_url: str) -> None:
    entry, address = ET.SubElement(made, "entry"), open_data.address_of(card, site_url)
    add(entry, "id", address)
    add(entry, "title", card.title)
    add(entry, "updated", _moment(card))
    link(entry, "alternate", address, type="text/html")
    if card.source:
        link(entry, "related", card.source.url)
    for term, label in ((card.theme, card.theme_label), (card.level, card.level_label)):
        ET.SubElement(entry, "category", {"term": term, "label": label})
    add(entry, "summary", card.in_the_way)
    add(entry, "content", open_data.text_of(card))


def _moment(card: PublicCard) -> str:
    return f"{half_year_begins(card.release_day or card.checked_on)}T00:00:00Z"
