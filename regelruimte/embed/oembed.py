"""What a site that asks oEmbed (1.0) shows for our address: the card, never the form."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree

from markupsafe import escape

from regelruimte.addresses import CARD, CHECK

Answer = dict[str, str | int]

TITLE = "Welke regel zit jou in de weg?"
_PATHS = ("", "/", CHECK)
_WIDTH, _HEIGHT = 400, 320


def is_ours(url: str, site_url: str) -> bool:
    """Tell whether this is the whole address of the call or the check; of any other text not."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket where there is no IPv6 address
        return False
    return f"{parts.scheme}://{parts.netloc}" == site_url and parts.path in _PATHS


def answer(site_url: str, max_width: int | None = None, max_height: int | None = None) -> Answer:
    """Return the fields of the answer (oEmbed 1.0, section 2.3.4.4), sizes in pixels."""
    width, height = _at_most(_WIDTH, max_width), _at_most(_HEIGHT, max_height)
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
