"""A mail scanner with a real browser: it runs the scripts, presses all buttons, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.in_process import serving
from tests.journeys.test_machines_that_read_mail import LINKS, Prepared
from tests.long_run import LONG
from tests.people import Everyone
from tests.ports import free_port
from tests.stored import dump

STAYS = 1.5 if LONG else 0.6  # seconds on each page, for scripts that wait
# One of each kind of page; what else is mailed leads to the same pages, with the same scripts.
OFTEN = {
    "draft with a sign that cannot be shown",
    "finished draft",
    "sent draft",
    "alert with a prepared reply",
    "receipt",
    "receipt that was opened",
    "pilot that runs",
}
EVERY = [
    pytest.param(*link, id=name, marks=() if name in OFTEN else pytest.mark.seldom)
    for name, link in LINKS.items()
]

_OPENS_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a site on a free port of this machine."""
    return environment | {"REGELRUIMTE_SITE_URL": f"http://127.0.0.1:{free_port()}"}


@pytest.fixture
def web(app: Flask) -> Iterator[str]:
    """The site in this process; no mailer changes anything."""
    with serving(app) as address:
        yield address


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize(("prepared", "heading"), EVERY)
def test_a_scanner_that_runs_scripts_and_presses_every_button_changes_nothing(
    app: Flask, everyone: Everyone, browser: Browser, prepared: Prepared, heading: str
) -> None:
    link = prepared(everyone)
    before = dump(app)
    page = browser.new_page()

    page.goto(link)
    page.wait_for_timeout(STAYS * 1000)
    for number in range(page.locator("main form button").count()):
        page.goto(link)
        page.evaluate(_OPENS_ALL)
        page.locator("main form button").nth(number).click()
        page.wait_for_load_state()
    page.goto(link)

    assert dump(app) == before
    assert page.locator("h1").inner_text() == heading
    page.close()


def test_every_kind_of_page_that_is_often_tried_is_still_mailed() -> None:
    assert set(LINKS) >= OFTEN
