"""What every Atom feed of ours begins with, and how its elements are written (RFC 4287). Pure."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from regelruimte.fields.text import for_xml
from regelruimte.register import open_data

MIMETYPE = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"


def feed(
    site_url: str, page: str, file: str, title: str, subtitle: str, updated: str
) -> ET.Element:
    """Return a feed without entries; `page` and `file` are the paths of its page and of itself."""
    made = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": open_data.LANGUAGE})
    add(made, "id", site_url + page)
    add(made, "title", title)
    add(made, "subtitle", subtitle)
    add(made, "updated", updated)
    author = ET.SubElement(made, "author")
    add(author, "name", "Regelruimte")
    add(author, "uri", f"{site_url}/")
    add(made, "rights", f"CC0: {open_data.LICENCE}")
    link(made, "self", site_url + file, type=MIMETYPE)
    link(made, "alternate", site_url + page, type="text/html")
    link(made, "license", open_data.LICENCE)  # RFC 4946
    return made


def add(parent: ET.Element, name: str, text: str) -> None:
    """Add an element with a text."""
    ET.SubElement(parent, name).text = for_xml(text)


def link(parent: ET.Element, rel: str, href: str, **more: str) -> None:
    """Add a link."""
    ET.SubElement(parent, "link", {"rel": rel, "href": href, **more})


def document(made: ET.Element) -> str:
    """Return a feed as an XML document."""
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(made, encoding="unicode")
