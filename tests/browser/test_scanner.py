"""A mail scanner with a real browser: it runs the scripts, presses all buttons, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from regelruimte.config import Config
from tests.faults.processes import Site
from tests.journeys.test_machines_that_read_mail import LINKS, Prepared
from tests.people import Everyone
from tests.stored import dump

STAYS = 1.5  # seconds on each page, for scripts that wait


@pytest.fixture
def web(app: Flask, config: Config, tmp_path: Path) -> Iterator[Site]:
    """The web server as a process, on the database of `app`; no mailer changes anything."""
    site = Site(tmp_path, config.database_url, mail_port=9)
    site.start("web server")
    yield site
    site.stop()


@pytest.mark.parametrize(("prepared", "heading"), LINKS.values(), ids=LINKS)
def test_a_scanner_that_runs_scripts_and_presses_every_button_changes_nothing(
    app: Flask, everyone: Everyone, web: Site, browser: Browser, prepared: Prepared, heading: str
) -> None:
    link = prepared(everyone).replace(everyone.config.site_url, f"http://{web.address}")
    before = dump(app)
    page = browser.new_page()

    page.goto(link)
    page.wait_for_timeout(STAYS * 1000)
    for number in range(page.locator("main form button").count()):
        page.goto(link)
        page.locator("main form button").nth(number).click()
        page.wait_for_load_state()
    page.goto(link)

    assert dump(app) == before
    assert page.locator("h1").inner_text() == heading
    page.close()
