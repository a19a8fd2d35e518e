"""Every page, as it is first seen and when it is not right, for people who see or use it otherwise.

axe looks at each in light, in dark and at 320 pixels (which is 400 % zoom of 1280); there, and with
text spaced as WCAG 1.4.12 lets readers space it, nothing sticks out.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from regelruimte.config import ROOT
from tests.browser.in_process import serving
from tests.pages import all_pages
from tests.people import Everyone
from tests.ports import free_port

pytestmark = pytest.mark.any_database

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
def page(
    browser: Browser, app: Flask, signed_in: list[dict[str, str]], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of a coordinator's browser, as this reader has it set."""
    with serving(app) as address:
        context = browser.new_context(base_url=address, bypass_csp=True, **request.param)
        context.add_cookies(signed_in)  # type: ignore[arg-type]
        yield context.new_page()
        context.close()


readers = pytest.mark.parametrize(
    "page",
    [
        pytest.param({}, id="light"),
        pytest.param({"color_scheme": "dark"}, id="dark"),
        pytest.param({"viewport": {"width": 320, "height": 700}}, id="320 pixels"),
    ],
    indirect=True,
)


@readers
def test_axe_finds_nothing_on_any_page(page: Page, pages: dict[str, list[str]]) -> None:
    looked_at: list[str] = []
    found = [problem for path in _all(pages) for problem in _problems(page, path, looked_at)]

    assert found == []
    assert len(looked_at) == len(set(looked_at)) > 65, looked_at


@pytest.mark.parametrize(
    "page", [{}, {"color_scheme": "dark"}], indirect=True, ids=["light", "dark"]
)
def test_another_look_is_one_other_file(page: Page, pages: dict[str, list[str]]) -> None:
    other = (ROOT / "docs" / "deploy" / "tokens-plum.css").read_text(encoding="utf-8")
    page.route("**/static/tokens.*.css", lambda r: r.fulfill(body=other, content_type="text/css"))
    some = [*pages["public"][:4], *pages["applicant"][1:4], *pages["workspace"][:4]]

    assert [problem for path in some for problem in _problems(page, path, [])] == []
    page.goto("/")
    color = page.evaluate(
        "getComputedStyle(document.querySelector('.site-header')).backgroundColor"
    )
    assert color in {"rgb(91, 42, 110)", "rgb(67, 32, 79)"}


def _all(pages: dict[str, list[str]]) -> list[str]:
    return [path for paths in pages.values() for path in paths]


def _problems(page: Page, path: str, looked_at: list[str]) -> Iterator[str]:
    """Look at a page, and again when its form was sent with nothing filled in."""
    page.goto(path)
    looked_at.append(path)
    yield from _seen(page, path)
    button = page.locator("main form[method=post] button.button:not(.button--quiet)").first
    if button.count() and not path.endswith(("controleren", "verstuurd")):
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            _empty(page)
            button.click()
        page.wait_for_load_state()
        if page.locator("#error-summary").count():
            looked_at.append(f"{path}, sent empty")
            yield from _seen(page, looked_at[-1])


def _empty(page: Page) -> None:
    for area in page.locator("main form textarea, main form input[type=text]").all():
        if area.is_visible():
            area.fill("")


def _seen(page: Page, what: str) -> Iterator[str]:
    found = Axe().run(page)
    for violation in found.response["violations"]:
        yield f"{what}: {violation['id']} {[node['target'] for node in violation['nodes']]}"
    if page.evaluate(_STICKS_OUT):
        yield f"{what}: sticks out"
    page.add_style_tag(content=_SPACED)
    if page.evaluate(_STICKS_OUT):
        yield f"{what}: sticks out when spaced"
    for cut in page.evaluate(_CUT):
        yield f"{what}: cuts off {cut!r} when spaced"
