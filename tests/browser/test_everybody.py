"""Every page, as it is first seen and when it is not right, for people who see or use it otherwise.

axe looks at each at 320 pixels (which is 400 % zoom of 1280), there also with text spaced as
WCAG 1.4.12 lets readers space it: nothing sticks out or is cut off. As it is first seen axe looks
at each in light at 1280 pixels too, and at its colours in dark; in the long run also in forced
colours, and at each state in every way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from regelruimte.config import ROOT
from tests.browser.axe import violations
from tests.browser.in_process import serving
from tests.browser.sent_empty import sent_empty
from tests.long_run import LONG
from tests.pages import all_pages
from tests.people import Everyone
from tests.ports import free_port

# Where the pages are, and how many states of them there are at least.
ROOMS = {
    "public": 15,
    "draft": 16,
    "own page": 27,
    "reader": 8,
    "consent": 11,
    "coordinator": 14,
    "workspace": 14,
    "sign in": 4,
}
COLOURS: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
_ONLY_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
_SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
# Only elements that scroll by themselves may be wider than the page.
_STICKS_OUT = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_CUT = """[...document.querySelectorAll('main button, main a, main legend, main th, main td')]
    .filter(e => getComputedStyle(e).overflow === 'hidden' && e.scrollHeight > e.clientHeight + 1)
    .map(e => e.textContent.trim())"""


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a site on a free port of this machine, that others may frame."""
    return environment | {
        "REGELRUIMTE_SITE_URL": f"http://127.0.0.1:{free_port()}",
        "REGELRUIMTE_EMBED_ORIGINS": "http://localhost:1",
    }


@pytest.fixture
def pages(everyone: Everyone) -> dict[str, list[str]]:
    """The addresses of all pages, by what one needs to open them."""
    return all_pages(everyone)


@pytest.fixture
def signed_in(everyone: Everyone) -> list[dict[str, str]]:
    """The cookie of a coordinator's browser."""
    everyone.bart.signs_in()
    cookie = everyone.bart.browser.client.get_cookie("werkruimte", "127.0.0.1", "/werkruimte")
    assert cookie
    return [{"name": "werkruimte", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}]


@pytest.fixture
def page(browser: Browser, app: Flask, signed_in: list[dict[str, str]]) -> Iterator[Page]:
    """A page of a coordinator's browser."""
    with serving(app) as address:
        context = browser.new_context(base_url=address, bypass_csp=True)
        context.add_cookies(signed_in)  # type: ignore[arg-type]
        yield context.new_page()
        context.close()


@pytest.mark.parametrize("room", ROOMS)
def test_every_reader_can_use_every_page(
    page: Page, pages: dict[str, list[str]], room: str
) -> None:
    looked_at: list[str] = []
    found = [problem for path in pages[room] for problem in _problems(page, path, looked_at)]

    assert found == []
    assert len(looked_at) == len(set(looked_at)) >= ROOMS[room], looked_at


def test_no_room_is_left_out(pages: dict[str, list[str]]) -> None:
    assert set(pages) == set(ROOMS)


def test_another_look_is_one_other_file(page: Page, pages: dict[str, list[str]]) -> None:
    other = (ROOT / "docs" / "deploy" / "tokens-plum.css").read_text(encoding="utf-8")
    page.route("**/static/tokens.*.css", lambda r: r.fulfill(body=other, content_type="text/css"))
    some = [*pages["public"][:4], *pages["draft"][1:4], *pages["workspace"][:4]]

    for path in some:
        page.goto(path)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            assert list(_said_by_axe(page, f"{path}, {scheme}", _ONLY_COLOURS)) == []
    color = page.evaluate(
        "getComputedStyle(document.querySelector('.site-header')).backgroundColor"
    )
    assert color == "rgb(91, 42, 110)"


def _problems(page: Page, path: str, looked_at: list[str]) -> Iterator[str]:
    """Look at a page, and again when its form was sent with nothing filled in."""
    page.goto(path)
    looked_at.append(path)
    yield from _seen_wide(page, path)
    yield from _seen_narrow(page, path)
    if sent_empty(page):
        looked_at.append(f"{path}, sent empty")
        if LONG:
            yield from _seen_wide(page, looked_at[-1])
        yield from _seen_narrow(page, looked_at[-1])


def _seen_wide(page: Page, what: str) -> Iterator[str]:
    """Look at what is open, and at its colours as each reader sees them."""
    yield from _said_by_axe(page, what)
    for name in COLOURS if LONG else ("dark",):
        page.emulate_media(**COLOURS[name])
        yield from _said_by_axe(page, f"{what}, {name}", _ONLY_COLOURS)
    page.emulate_media(color_scheme="light", forced_colors="none")


def _seen_narrow(page: Page, what: str) -> Iterator[str]:
    """Look at what is open on the narrowest screen."""
    page.set_viewport_size({"width": 320, "height": 700})
    yield from _said_by_axe(page, f"{what}, 320 pixels")
    yield from _said_by_space(page, what)
    page.set_viewport_size({"width": 1280, "height": 720})


def _said_by_axe(page: Page, what: str, options: dict[str, Any] | None = None) -> Iterator[str]:
    for violation in violations(page, options):
        yield f"{what}: {violation}"


def _said_by_space(page: Page, what: str) -> Iterator[str]:
    if page.evaluate(_STICKS_OUT):
        yield f"{what}: sticks out"
    style = page.add_style_tag(content=_SPACED)
    if page.evaluate(_STICKS_OUT):
        yield f"{what}: sticks out when spaced"
    for cut in page.evaluate(_CUT):
        yield f"{what}: cuts off {cut!r} when spaced"
    style.evaluate("element => element.remove()")
