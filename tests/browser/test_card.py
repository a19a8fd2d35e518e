"""The card in somebody's sidebar: as high as oEmbed says it is, also when it has most to tell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from regelruimte.embed.oembed import height_at
from regelruimte.proposals.levels import LEVELS
from tests.approved import approve
from tests.browser.axe import violations
from tests.browser.in_process import serving
from tests.people import Everyone
from tests.ports import free_port

WIDTHS = (100, 150, 200, 220, 240, 250, 280, 300, 320, 340, 360, 380, 400, 500, 600, 800)
LONGEST = sorted((x for x in LEVELS if x.key != "unknown"), key=lambda x: len(x.label))[-3:]
_HEIGHT = "document.documentElement.getBoundingClientRect().height"


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a site on a free port, whose replies show at once."""
    address = f"http://127.0.0.1:{free_port()}"
    return environment | {"REGELRUIMTE_SITE_URL": address, "REGELRUIMTE_UNDO_MINUTES": "0"}


@pytest.fixture
def full_card(app: Flask, everyone: Everyone) -> Iterator[str]:
    """The address of a card with the longest that it can tell."""
    levels = [level.key for level in LONGEST for _ in range(3)]
    approve(everyone.applicant, everyone.bart, levels)
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
