"""A visitor without JavaScript, who checks every page on the way: one client for all tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.markup import Tree, check_headers, check_is_whole, check_page, text_of, tree_of

# Pages other than 200 that were opened since this was emptied, and whose status nobody read or
# expected: the page for a fault, and for a refusal, is as well formed as any.
not_looked_at: list[Page] = []


@dataclass(eq=False)
class Page:
    """One answer of the site, already checked."""

    visitor: Visitor
    response: TestResponse

    def __post_init__(self) -> None:
        if self.response.status_code not in {200, 204}:
            not_looked_at.append(self)

    @cached_property
    def tree(self) -> Tree:
        """The page, parsed fast: for what this class does, and for XPath."""
        return tree_of(self.response.get_data(as_text=True))

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as a browser understands it; slow."""
        return BeautifulSoup(self.response.get_data(as_text=True), "html5lib")

    @property
    def status(self) -> int:
        """The HTTP status; a test that reads it knows what it should be."""
        if self in not_looked_at:
            not_looked_at.remove(self)
        return self.response.status_code

    @property
    def path(self) -> str:
        """The path and query of the page."""
        return self.response.request.full_path.rstrip("?")

    @property
    def heading(self) -> str:
        """The text of the one h1."""
        return text_of(_first(self.tree.iter("h1")))

    @property
    def text(self) -> str:
        """All that can be read in the main part of the page."""
        return text_of(_first(self.tree.iter("main"), self.tree))

    @property
    def errors(self) -> dict[str, str]:
        """What the error summary says, by the name of the field."""
        links = self.tree.xpath("//*[@id='error-summary']//a")
        return {link.get("href").removeprefix("#f-"): text_of(link) for link in links}

    @property
    def steps(self) -> list[str]:
        """The names in the step list."""
        return [text_of(item) for item in self.tree.xpath("//nav[@class='steps']//li")]

    def follow(self, text: str, *, expects: int | None = None) -> Page:
        """Follow the link with this text."""
        for link in self.tree.iter("a"):
            if text in text_of(link):
                return self.visitor.visit(link.get("href"), expects=expects)
        raise AssertionError(f"no link {text!r} on {self.path}: {self.text}")

    def press(self, button: str, *, expects: int | None = None, **answers: Any) -> Page:
        """Press a button, these answers filled in; everything else is sent as the page had it."""
        pressed = self._button(button)
        form = _first(pressed.iterancestors("form"))
        assert form is not None, f"{button!r} stands in no form"
        data = filled_in(form)
        unknown = set(answers) - names_in(form)
        assert not unknown, f"the form on {self.path} does not ask {unknown}"
        data |= {key: value for key, value in answers.items() if value is not None}
        if pressed.get("name"):
            data[pressed.get("name")] = pressed.get("value")
        address = form.get("action") or self.path
        return self.visitor.submit(form.get("method"), address, data, expects=expects)

    def asks(self, name: str) -> bool:
        """Tell whether a form on this page has a field with this name."""
        return name in self.names

    @cached_property
    def names(self) -> set[str]:
        """The names of all fields and buttons on this page."""
        return names_in(self.tree)

    def value(self, name: str) -> Any:
        """Return what a field is filled with."""
        field = _first(self.tree.xpath("//*[@name=$name]", name=name))
        assert field is not None, f"{name} is not asked on {self.path}"
        form = _first(field.iterancestors("form"))
        assert form is not None
        return filled_in(form).get(name)

    def _button(self, text: str) -> Tree:
        for button in self.tree.iter("button"):
            if text in text_of(button):
                return button
        raise AssertionError(f"no button {text!r} on {self.path}: {self.text}")


class Visitor:
    """Opens pages and sends forms as a browser does, following redirects.

    It keeps no cookie, unless told otherwise: only the workspace needs one. Each page it ends at
    answers 200, unless the test expects another status or reads the page's `status`.
    """

    def __init__(
        self, app: Flask, headers: dict[str, str] | None = None, keeps_cookies: bool = False
    ) -> None:
        self.client = app.test_client(use_cookies=keeps_cookies)
        self.headers = headers or {}
        self.origin = app.config["REGELRUIMTE"].site_url
        self.addresses = app.url_map.bind("")

    def visit(self, address: str, *, expects: int | None = None, **headers: str) -> Page:
        """Open a page."""
        return self._expecting(expects, self._open("GET", address, headers=headers))

    def submit(
        self,
        method: str,
        address: str,
        data: dict[str, Any],
        *,
        expects: int | None = None,
        **headers: str,
    ) -> Page:
        """Send a form."""
        if method.upper() == "GET":
            path = address.partition("?")[0]  # a form that reads replaces the query
            page = self._open("GET", path, query_string=data, headers=headers)
        else:
            page = self._open("POST", address, data=data, headers=headers)
        return self._expecting(expects, page)

    def _expecting(self, status: int | None, page: Page) -> Page:
        if status is not None:
            assert page.status == status, f"{page.path}: {page.text}"
        return page

    def _open(self, method: str, address: str, headers: dict[str, str], **kwargs: Any) -> Page:
        address = address.removeprefix(self.origin)
        sent = {**self.headers, **{name.replace("_", "-"): v for name, v in headers.items()}}
        response = self.client.open(
            address, base_url=self.origin, method=method, headers=sent, **kwargs
        )
        response.get_data()
        response.close()  # the site hears that its answer was read to the end
        check_headers(response)
        if response.status_code == 303:
            return self._open("GET", response.headers["Location"], headers=headers)
        page = Page(self, response)
        if response.status_code != 204 and response.mimetype == "text/html":
            is_fragment = sent.get("HX-Request-Type") == "partial"
            if not is_fragment:
                check_is_whole(response)
            check_page(page.tree, response, (self._endpoint(page), is_fragment))
        return page

    def _endpoint(self, page: Page) -> str:
        """Return the name of the view that answered."""
        request = page.response.request
        try:
            return str(self.addresses.match(request.path, method=request.method)[0])
        except HTTPException:
            return "none"


def filled_in(form: Tree) -> dict[str, Any]:
    """Return what a form would send when nothing is touched, as browsers do."""
    data: dict[str, list[str]] = {}
    several: set[str] = set()  # who picks several may pick one
    for field in form.iter("input", "textarea", "select"):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or (kind in {"radio", "checkbox"} and "checked" not in field.attrib):
            continue
        data.setdefault(name, []).append(_value(field))
        several.update({name} if kind == "checkbox" else ())
    return {name: each if name in several or each[1:] else each[0] for name, each in data.items()}


def names_in(form: Tree) -> set[str]:
    """Return the names of all fields and buttons in a form."""
    return set(
        form.xpath(
            "descendant::*[self::input or self::textarea or self::select or self::button]/@name"
        )
    )


def _value(field: Tree) -> str:
    if field.tag == "textarea":
        return (field.text or "").removeprefix("\n")  # which belongs to the tag, says HTML
    if field.tag == "select":
        options = field.xpath("descendant::option[@selected]") or list(field.iter("option"))
        return str(options[0].get("value")) if options else ""
    return str(field.get("value", ""))


def _first(elements: Iterable[Tree], otherwise: Tree | None = None) -> Tree | None:
    return next(iter(elements), otherwise)
