"""A visitor without JavaScript, who checks every page on the way: one client for all tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder
from flask import Flask
from werkzeug.test import TestResponse

_HTML = re.compile(r"text/html")
# Faults (5xx) answered since this was emptied whose status nobody read: the page for a
# fault is as well formed as any.
not_looked_at: list[Page] = []
_DUTCH_ERRORS = {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}


class NotingBuilder(HTML5TreeBuilder):
    """Builds the tree and notes what a strict parser says of the HTML, in one go."""

    faults: list[object]

    def feed(self, markup: Any) -> None:
        """Parse the page, as Beautiful Soup asks its builders to."""
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        self.underlying_builder.parser = parser
        parser.parse(markup)
        self.faults = parser.errors


@dataclass
class Page:
    """One answer of the site, already checked."""

    visitor: Visitor
    response: TestResponse

    def __post_init__(self) -> None:
        builder = NotingBuilder(store_line_numbers=False)
        self.soup = BeautifulSoup(self.response.get_data(as_text=True), builder=builder)
        self.faults = builder.faults
        if self.response.status_code >= 500:
            not_looked_at.append(self)

    @property
    def status(self) -> int:
        """The HTTP status."""
        not_looked_at[:] = [page for page in not_looked_at if page is not self]
        return self.response.status_code

    @property
    def path(self) -> str:
        """The path and query of the page."""
        return self.response.request.full_path.rstrip("?")

    @property
    def heading(self) -> str:
        """The text of the one h1."""
        return _text(self.soup.h1)

    @property
    def text(self) -> str:
        """All that can be read in the main part of the page."""
        return _text(self.soup.find("main") or self.soup)

    @property
    def errors(self) -> dict[str, str]:
        """What the error summary says, by the name of the field."""
        links = self.soup.select("#error-summary a")
        return {link["href"].removeprefix("#f-"): _text(link) for link in links}

    @property
    def steps(self) -> list[str]:
        """The names in the step list."""
        return [_text(item) for item in self.soup.select("nav.steps li")]

    def follow(self, text: str) -> Page:
        """Follow the link with this text."""
        for link in self.soup.find_all("a"):
            if text in _text(link):
                return self.visitor.visit(link["href"])
        raise AssertionError(f"no link {text!r} on {self.path}: {self.text}")

    def press(self, button: str, **answers: Any) -> Page:
        """Press a button, these answers filled in; everything else is sent as the page had it."""
        pressed = self._button(button)
        form = pressed.find_parent("form")
        assert form is not None, f"{button!r} stands in no form"
        data = filled_in(form)
        unknown = set(answers) - _names(form)
        assert not unknown, f"the form on {self.path} does not ask {unknown}"
        data |= {key: value for key, value in answers.items() if value is not None}
        if pressed.get("name"):
            data[pressed["name"]] = pressed["value"]
        return self.visitor.submit(form["method"], form.get("action") or self.path, data)

    def asks(self, name: str) -> bool:
        """Tell whether a form on this page has a field with this name."""
        return name in self.names

    @cached_property
    def names(self) -> set[str]:
        """The names of all fields and buttons on this page."""
        return _names(self.soup)

    def value(self, name: str) -> Any:
        """Return what a field is filled with."""
        field = self.soup.find(attrs={"name": name})
        assert isinstance(field, Tag), f"{name} is not asked on {self.path}"
        form = field.find_parent("form")
        assert form is not None
        return filled_in(form).get(name)

    def _button(self, text: str) -> Tag:
        for button in self.soup.find_all("button"):
            if text in _text(button):
                return button
        raise AssertionError(f"no button {text!r} on {self.path}: {self.text}")


class Visitor:
    """Opens pages and sends forms as a browser does, following redirects.

    It keeps no cookie, unless told otherwise: only the workspace needs one.
    """

    def __init__(
        self, app: Flask, headers: dict[str, str] | None = None, keeps_cookies: bool = False
    ) -> None:
        self.client = app.test_client(use_cookies=keeps_cookies)
        self.headers = headers or {}
        self.origin = app.config["REGELRUIMTE"].site_url

    def visit(self, address: str, **headers: str) -> Page:
        """Open a page."""
        return self._open("GET", address, headers=headers)

    def submit(self, method: str, address: str, data: dict[str, Any], **headers: str) -> Page:
        """Send a form."""
        if method.upper() == "GET":
            path = address.partition("?")[0]  # a form that reads replaces the query
            return self._open("GET", path, query_string=data, headers=headers)
        return self._open("POST", address, data=data, headers=headers)

    def _open(self, method: str, address: str, headers: dict[str, str], **kwargs: Any) -> Page:
        address = address.removeprefix(self.origin)
        sent = {**self.headers, **{name.replace("_", "-"): v for name, v in headers.items()}}
        response = self.client.open(
            address, base_url=self.origin, method=method, headers=sent, **kwargs
        )
        check_headers(response)
        if response.status_code == 303:
            return self._open("GET", response.headers["Location"], headers=headers)
        page = Page(self, response)
        if response.status_code != 204 and _HTML.match(response.content_type or ""):
            check_page(page, is_fragment=sent.get("HX-Request-Type") == "partial")
        return page


def filled_in(form: Tag) -> dict[str, Any]:
    """Return what a form would send when nothing is touched, as browsers do."""
    data: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or (kind in {"radio", "checkbox"} and not field.has_attr("checked")):
            continue
        value = _value(field)
        if kind == "checkbox" and name in data:
            data[name] = [*data[name], value]
        else:
            data[name] = [value] if kind == "checkbox" else value
    return data


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return str(field.string or "")
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return str(chosen["value"]) if isinstance(chosen, Tag) else ""
    return str(field.get("value", ""))


def _names(form: Tag) -> set[str]:
    fields = form.find_all(["input", "textarea", "select", "button"])
    return {field["name"] for field in fields if field.has_attr("name")}


def check_headers(response: TestResponse) -> None:
    """Check what every answer of the site carries (contract: Addresses; promise 15)."""
    headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
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


def check_page(page: Page, *, is_fragment: bool = False) -> None:
    """Check that a page can be read and used by everybody."""
    response, soup = page.response, page.soup
    html = response.get_data(as_text=True)
    if not is_fragment:
        assert page.faults == []
        assert html.startswith('<!doctype html>\n<html lang="nl"')
    _check_texts(soup, response)
    _check_ids(soup)
    _check_fields(soup)
    _check_nothing_inline(soup)


def _check_texts(soup: BeautifulSoup, response: TestResponse) -> None:
    assert _text(soup.title), "every page has a title"
    assert len(soup.find_all("h1")) == 1, f"one h1 on {response.request.path}"
    assert soup.select('h1[tabindex="-1"]'), "the heading takes the focus after a swap"
    if response.status_code == 422:
        assert _text(soup.title).startswith("Fout: ")
        assert soup.find(id="error-summary"), "an invalid post says what to mend"


def _check_ids(soup: BeautifulSoup) -> None:
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"ids are not unique: {ids}"
    for element in soup.find_all(attrs={"aria-describedby": True}):
        missing = set(element["aria-describedby"].split()) - set(ids)
        assert not missing, f"described by what is not there: {missing}"
    for link in soup.select('a[href^="#"]'):
        assert link["href"][1:] in ids, f"{link['href']} leads nowhere"


def _check_fields(soup: BeautifulSoup) -> None:
    labelled = {label["for"] for label in soup.find_all("label")}
    for field in soup.find_all(["input", "textarea", "select"]):
        if field.get("type") != "hidden":
            assert field.get("id") in labelled, f"{field.get('name')} has no label"


def _check_nothing_inline(soup: BeautifulSoup) -> None:
    for element in soup.find_all(True):
        assert not element.has_attr("style")
        assert not [name for name in element.attrs if name.startswith("on")]
    assert not [script for script in soup.find_all("script") if not script.get("src")]


def _text(element: Any) -> str:
    return " ".join(element.get_text(" ").split()) if element else ""
