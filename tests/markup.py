"""What every page must be: valid, usable by everybody, and sent with our headers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import html5lib
from lxml import html
from lxml.etree import XPath
from werkzeug.test import TestResponse

Tree = html.HtmlElement

_VALUE = re.compile(r"=(\"[^\"]*\"|'[^']*')")
_TAG = re.compile(r"<[^>]*>")
# What a strict parser, which is slow, has read already and found well: per kind of page each two
# tags in a row, their attributes by name. Whoever writes other HTML has it read again.
_read_strictly: set[tuple[object, ...]] = set()

_TEXTS = XPath("descendant-or-self::text()[not(ancestor::script or ancestor::style)]")
_TITLE, _H1 = XPath("//title"), XPath("//h1")
_ERROR_SUMMARY = XPath("//*[@id='error-summary']")
_IDS, _DESCRIBED_BY = XPath("//@id"), XPath("//@aria-describedby")
_LINKS_HERE = XPath("//a[starts-with(@href, '#')]/@href")
_LABELS, _LABELLED = XPath("//label"), XPath("//label/@for")
_FIELDS = XPath("(//input|//textarea|//select)[not(@type='hidden')]")
_INLINE = XPath("//@style | //@*[starts-with(name(), 'on')] | //script[not(@src)]")


def tree_of(markup: str) -> Tree:
    """Parse a page fast; browsers, too, read every end of a line as one character."""
    markup = markup.replace("\r\n", "\n").replace("\r", "\n")
    return html.document_fromstring(markup if markup.strip() else "<p></p>")


def text_of(element: Tree | None) -> str:
    """Return all that can be read in an element, every run of white space as one space."""
    return "" if element is None else " ".join(" ".join(_TEXTS(element)).split())


def check_headers(response: TestResponse) -> None:
    """Check what every answer of the site carries (contract: Addresses; promise 15)."""
    headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    # A mail brings its styles with it, and is shown in a sandbox, in development only.
    assert "unsafe" not in policy or "; sandbox " in policy
    assert "frame-ancestors" in policy
    assert ("frame-ancestors 'none'" in policy) == (headers.get("X-Frame-Options") == "DENY")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Permissions-Policy" in headers
    assert "Cache-Control" in headers
    for cookie in headers.getlist("Set-Cookie"):
        assert response.request.path.startswith("/werkruimte"), "a cookie for an applicant"
        for attribute in ("HttpOnly", "Path=/werkruimte", "SameSite=Lax"):
            assert attribute in cookie


def check_page(tree: Tree, response: TestResponse, kind: tuple[object, ...]) -> None:
    """Check that a page, or the part of one that replaces another, can be used by everybody.

    `kind` tells apart pages that are made in different places.
    """
    _check_strictly(response.get_data(as_text=True), (*kind, response.status_code))
    _check_texts(tree, response)
    _check_ids(tree)
    _check_fields(tree)
    assert _INLINE(tree) == [], "nothing stands in the page that our policy forbids"


def check_is_whole(response: TestResponse) -> None:
    """Check that a page begins as one in Dutch does."""
    assert response.get_data(as_text=True).startswith('<!doctype html>\n<html lang="nl"')


def _check_strictly(markup: str, kind: tuple[object, ...]) -> None:
    """Let a strict parser read the page, unless it read all neighbours in it before."""
    tags = _TAG.findall(_VALUE.sub("", markup))
    found = {(kind, *pair) for pair in pairwise(tags)}
    if found <= _read_strictly:
        return
    parser = html5lib.HTMLParser()
    if markup.startswith("<!doctype"):
        parser.parse(markup)
    else:
        parser.parseFragment(markup)
    assert parser.errors == []
    _read_strictly.update(found)


def _check_texts(tree: Tree, response: TestResponse) -> None:
    title, headings = text_of(next(iter(_TITLE(tree)), None)), _H1(tree)
    assert title, "every page has a title"
    assert len(headings) == 1, f"one h1 on {response.request.path}"
    assert headings[0].get("tabindex") == "-1", "the heading takes the focus after a swap"
    if response.status_code == 422:
        assert title.startswith("Fout: ")
        assert _ERROR_SUMMARY(tree), "an invalid post says what to mend"


def _check_ids(tree: Tree) -> None:
    ids: list[Any] = _IDS(tree)
    assert len(ids) == len(set(ids)), f"ids are not unique: {ids}"
    described_by = {name for names in _DESCRIBED_BY(tree) for name in names.split()}
    assert described_by <= set(ids), f"described by what is not there: {described_by - set(ids)}"
    for link in _LINKS_HERE(tree):
        assert link[1:] in ids, f"{link} leads nowhere"


def _check_fields(tree: Tree) -> None:
    labelled = _LABELLED(tree)
    assert len(labelled) == len(_LABELS(tree)), "a label that is for nothing"
    for field in _FIELDS(tree):
        assert field.get("id") in labelled, f"{field.get('name')} has no label"
