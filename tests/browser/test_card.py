"""The card in somebody's sidebar: as high as oEmbed says it is, also when it has most to tell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from regelruimte.embed.oembed import height_at
from tests.browser.axe import violations
from tests.browser.in_process import serving
from tests.cards import public_cards
from tests.ports import free_port

WIDTHS = (100, 150, 200, 220, 240, 250, 280, 300, 320, 340, 360, 380, 400, 500, 600, 800)
# As long as a title can be, and in long words.
LONGEST = "Verantwoordingsverplichting voor samenwerkingsverbanden van overheden, en derden"
_HEIGHT = "document.documentElement.getBoundingClientRect().height"


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a site on a free port, whose replies show at once."""
    address = f"http://127.0.0.1:{free_port()}"
    return environment | {"REGELRUIMTE_SITE_URL": address, "REGELRUIMTE_UNDO_MINUTES": "0"}


@pytest.fixture
def full_card(app: Flask) -> Iterator[str]:
    """The address of a card with the longest that it can tell."""
    with app.app_context():
        public_cards(5, title=LONGEST)
    with serving(app) as address:
        yield f"{address}/insluiten/kaart"


def test_the_fullest_card_fits_in_the_height_that_oembed_tells(
    browser: Browser, full_card: str
) -> None:
    page = browser.new_page()
    page.goto(full_card)
    expect(page.locator("li")).to_have_count(3)

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 100})
        assert height_at(width) * 0.75 < page.evaluate(_HEIGHT) <= height_at(width), width
    page.close()


def test_the_card_is_for_everybody(browser: Browser, full_card: str) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(bypass_csp=True, color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{full_card}?kleuren=auto")
        assert violations(page) == []
        context.close()
