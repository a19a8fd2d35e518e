"""What RFC 4287 and JSON Feed 1.1 demand of a feed, by the letter; and what a given feed breaks."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MANY = 10**9
_PERSON = {"name": (1, 1), "uri": (0, 1), "email": (0, 1)}
# RFC 4287: how often each child may and must be there (4.1.1, 4.1.2, 3.2).
_CHILDREN = {
    "feed": {
        "author": (1, _MANY),  # as long as not every entry has one
        "category": (0, _MANY),
        "contributor": (0, _MANY),
        "generator": (0, 1),
        "icon": (0, 1),
        "id": (1, 1),
        "link": (0, _MANY),
        "logo": (0, 1),
        "rights": (0, 1),
        "subtitle": (0, 1),
        "title": (1, 1),
        "updated": (1, 1),
        "entry": (0, _MANY),
    },
    "entry": {
        "author": (0, _MANY),
        "category": (0, _MANY),
        "content": (0, 1),
        "contributor": (0, _MANY),
        "id": (1, 1),
        "link": (0, _MANY),
        "published": (0, 1),
        "rights": (0, 1),
        "source": (0, 1),
        "summary": (0, 1),
        "title": (1, 1),
        "updated": (1, 1),
    },
    "author": _PERSON,
    "contributor": _PERSON,
}
_LINK_HAS = {"href", "rel", "type", "hreflang", "title", "length"}
_ATTRIBUTES = {
    "link": _LINK_HAS,
    "category": {"term", "scheme", "label"},
    **{name: {"type"} for name in ("title", "subtitle", "summary", "rights")},
    "content": {"type", "src"},
}
_REQUIRED = {"link": "href", "category": "term"}
# RFC 3339, with the capital T and Z that 3.3 demands.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")


def atom_faults(document: bytes) -> list[str]:
    """Return what this document breaks of RFC 4287."""
    root = etree.fromstring(document)
    if root.tag != f"{_ATOM}feed":
        return [f"the root is {root.tag}"]
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    return [fault for each in elements for fault in _faults_of(each)] + list(_ids_twice(root))


def _faults_of(element: Any) -> Iterator[str]:
    name = element.tag.removeprefix(_ATOM)
    allowed = _CHILDREN.get(name, {})
    found = Counter(child.tag.removeprefix(_ATOM) for child in element)
    yield from (f"{child} in {name}" for child in found if child not in allowed)
    for child, (least, most) in allowed.items():
        if not least <= found[child] <= most:
            yield f"{found[child]} times {child} in {name}"
    yield from _faults_of_attributes(element, name)
    yield from _faults_of_text(element, name)
    if name in ("feed", "entry"):
        yield from _faults_of_links(element, name)


def _faults_of_attributes(element: Any, name: str) -> Iterator[str]:
    known = _ATTRIBUTES.get(name, set()) | {_LANG}
    yield from (f"{each} on {name}" for each in element.attrib if each not in known)
    if name in _REQUIRED and not element.get(_REQUIRED[name]):
        yield f"{name} without {_REQUIRED[name]}"
    if name == "link":
        yield from _faults_of_address(element.get("href"), "href")
        if "type" in element.attrib and not _MEDIA_TYPE.fullmatch(element.get("type")):
            yield f"{element.get('type')} is no media type"
    elif element.get("type", "text") not in ("text", "html", "xhtml"):
        yield f"{name} of type {element.get('type')}"


def _faults_of_text(element: Any, name: str) -> Iterator[str]:
    text = element.text or ""
    if name in ("id", "uri", "icon", "logo"):
        yield from _faults_of_address(text, name)
    elif name in ("updated", "published"):
        if not _MOMENT.fullmatch(text):
            yield f"{text} is no moment"
        else:
            datetime.fromisoformat(text)
    elif name in ("title", "name") and not text.strip():
        yield f"an empty {name}"


def _faults_of_links(element: Any, name: str) -> Iterator[str]:
    """4.1.1, 4.1.2: one alternate of a type and language; one at least without content."""
    links = [each for each in element if each.tag == f"{_ATOM}link"]
    alternates = [each for each in links if each.get("rel", "alternate") == "alternate"]
    kinds = Counter((each.get("type"), each.get("hreflang")) for each in alternates)
    yield from (f"alternates of {kind}" for kind, number in kinds.items() if number > 1)
    if name == "feed" and not [each for each in links if each.get("rel") == "self"]:
        yield "no link to itself"
    if name == "entry" and not alternates and element.find(f"{_ATOM}content") is None:
        yield "an entry with neither an alternate nor content"


def _ids_twice(root: Any) -> Iterator[str]:
    ids = Counter(each.findtext(f"{_ATOM}id") for each in root.iter(f"{_ATOM}entry"))
    yield from (f"{each} twice" for each, number in ids.items() if number > 1)


def _faults_of_address(text: str | None, where: str) -> Iterator[str]:
    parts = urlsplit(text or "")
    if not (parts.scheme and (parts.netloc or parts.path)) or re.search(r"[\s<>\"{}|\\^`]", text):
        yield f"{text!r} is no IRI with a scheme ({where})"


# JSON Feed 1.1: the type of each member, and which must be there.
_TEXT = str
_FEED = {
    "version": _TEXT,
    "title": _TEXT,
    "home_page_url": _TEXT,
    "feed_url": _TEXT,
    "description": _TEXT,
    "user_comment": _TEXT,
    "next_url": _TEXT,
    "icon": _TEXT,
    "favicon": _TEXT,
    "authors": list,
    "language": _TEXT,
    "expired": bool,
    "hubs": list,
    "items": list,
}
_ITEM = {
    "id": _TEXT,
    "url": _TEXT,
    "external_url": _TEXT,
    "title": _TEXT,
    "content_html": _TEXT,
    "content_text": _TEXT,
    "summary": _TEXT,
    "image": _TEXT,
    "banner_image": _TEXT,
    "date_published": _TEXT,
    "date_modified": _TEXT,
    "authors": list,
    "tags": list,
    "language": _TEXT,
    "attachments": list,
}
_AUTHOR = {"name": _TEXT, "url": _TEXT, "avatar": _TEXT}


def json_feed_faults(document: bytes) -> list[str]:
    """Return what this document breaks of JSON Feed 1.1."""
    feed = json.loads(document.decode("utf-8"))
    return list(_faults_of_feed(feed))


def _faults_of_feed(feed: dict[str, Any]) -> Iterator[str]:
    yield from _faults_of_members(feed, _FEED, {"version", "title", "items"})
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "the version"
    for item in feed["items"]:
        yield from _faults_of_members(item, _ITEM, {"id"})
        if not {"content_html", "content_text"} & item.keys():
            yield "an item without content"
        yield from (f"tag {tag!r}" for tag in item.get("tags", []) if not isinstance(tag, str))
    yield from (f"{each} twice" for each in _twice(item["id"] for item in feed["items"]))


def _twice(ids: Iterator[str]) -> list[str]:
    return [each for each, number in Counter(ids).items() if number > 1]


def _faults_of_members(
    told: dict[str, Any], known: dict[str, type], required: set[str]
) -> Iterator[str]:
    yield from (f"no {name}" for name in required - told.keys())
    for name, value in told.items():
        if name.startswith("_"):
            yield from () if isinstance(value, dict) and "." not in name else (f"{name}",)
        elif not isinstance(value, known.get(name, type(None))):
            yield f"{name}: {value!r}"
        elif name.endswith("url"):
            yield from _faults_of_address(value, name)
    for author in told.get("authors", []):
        yield from _faults_of_members(author, _AUTHOR, set())
        yield from () if author else ("an author of nothing",)
