"""The register as a JSON Feed, version 1.1 (jsonfeed.org). Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from regelruimte.addresses import REGISTER
from regelruimte.register import files, open_data

if TYPE_CHECKING:
    from regelruimte.register.public import PublicCard

_EXTENSION = "_regelruimte"  # by the standard our own fields begin with a line


def as_json_feed(cards: Iterable[PublicCard], site_url: str) -> str:
    """Return the feed: each card an item without a date, since nobody is told a day."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": open_data.TITLE,
        "description": open_data.DESCRIPTION,
        "home_page_url": site_url + REGISTER,
        "feed_url": site_url + files.JSON_FEED.path,
        "language": open_data.LANGUAGE,
        "authors": [{"name": "Regelruimte", "url": f"{site_url}/"}],
        _EXTENSION: {
            "about": site_url + open_data.EXPLAINED,
            "licence": open_data.LICENCE,
        },
        "items": [_item(card, site_url) for card in cards],
    }
    return json.dumps(feed, ensure_ascii=False)


def _item(card: PublicCard, site_url: str) -> dict[str, object]:
    address = open_data.address_of(card, site_url)
    return {
        "id": address,
        "url": address,
        "title": card.title,
        "content_text": open_data.text_of(card),
        "summary": card.in_the_way,
        "tags": [card.theme_label, card.level_label],
        _EXTENSION: open_data.fields_of(card),
    }
