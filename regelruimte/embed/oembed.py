"""What a site that asks oEmbed (1.0) shows for our address: the card, never the form."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree

from markupsafe import escape

from regelruimte.addresses import CARD, CHECK

Answer = dict[str, str | int]

TITLE = "Welke regel zit jou in de weg?"
_PATHS = ("", "/", CHECK)
_WIDTH = 400
# How high the fullest card is from each width on, as measured, with a tenth more: fonts differ.
# Who asked keeps the height, so that it is not that of a card that has no rules to tell of yet.
_HEIGHTS = (
    *((800, 350), (500, 465), (380, 550), (320, 605), (280, 690)),
    *((240, 825), (200, 955), (150, 1255), (0, 2450)),
)


def is_ours(url: str, site_url: str) -> bool:
    """Tell whether this is the whole address of the call or the check; of any other text not."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket where there is no IPv6 address
        return False
    return f"{parts.scheme}://{parts.netloc}" == site_url and parts.path in _PATHS


def answer(site_url: str, max_width: int | None = None, max_height: int | None = None) -> Answer:
    """Return the fields of the answer (oEmbed 1.0, section 2.3.4.4), sizes in pixels."""
    width = _at_most(_WIDTH, max_width)
    height = _at_most(height_at(width), max_height)
    return {
        "version": "1.0",
        "type": "rich",
        "title": TITLE,
        "provider_name": "Regelruimte",
        "provider_url": f"{site_url}/",
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": _html(site_url, width, height),
    }


def height_at(width: int) -> int:
    """Return the pixels that a card of this width needs."""
    return next(height for least, height in _HEIGHTS if width >= least)


def as_xml(fields: Answer) -> str:
    """Return the fields of the answer as an XML document (oEmbed 1.0, section 2.3.3)."""
    root = ElementTree.Element("oembed")
    for name, value in fields.items():
        ElementTree.SubElement(root, name).text = str(value)
    declaration = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    return declaration + ElementTree.tostring(root, encoding="unicode")


def _html(site_url: str, width: int, height: int) -> str:
    # The link is for sites that take the frame out, and for frames that may open nothing.
    return (
        f'<iframe src="{escape(site_url)}{CARD}" width="{width}" height="{height}" '
        f'title="{TITLE}" style="border:0"></iframe>'
        f'<p><a href="{escape(site_url)}/">Regelruimte: {TITLE.lower()}</a></p>'
    )


def _at_most(size: int, limit: int | None) -> int:
    return min(size, limit) if limit and limit > 0 else size
