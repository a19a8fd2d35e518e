"""Every mail as a mail program shows it: wide and narrow, light and dark."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.axe import violations
from tests.every_mail import all_that_is_sent
from tests.people import Everyone

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# As wide as a mail is, and as a telephone.
WIDTHS = (600, 375)
# Whoever wants to look at them names a folder.
SHOTS = os.environ.get("MAIL_SHOTS", "")
# Of a mail, not of a page: that has landmarks.
_RULES = {"runOnly": ["color-contrast", "link-name", "list", "html-has-lang"]}
# What a program paints where a mail says nothing; axe takes that for white.
_CANVAS = "document.documentElement.style.cssText = 'background: Canvas; color: CanvasText'"
_SCROLLS = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def program(browser: Browser) -> Iterator[Page]:
    """A mail program, which fetches nothing."""
    with browser.new_context(offline=True) as context:
        yield context.new_page()


def test_every_mail_fits_and_can_be_read(app: Flask, everyone: Everyone, program: Page) -> None:
    wrong = {}
    letters = all_that_is_sent(app, everyone)
    everyone.applicant.has_sent(rule_source="a" * 400, example="b" * 400)
    letters["long words"] = everyone.bart.reads_mail()
    for kind, letter in letters.items():
        program.set_content(letter.html, wait_until="commit")
        wrong[kind] = [width for width in WIDTHS if _scrolls_sideways(program, width, kind)]
        program.evaluate(_CANVAS)
        for scheme in SCHEMES:
            program.emulate_media(color_scheme=scheme)
            _keep(program, f"{kind}-{scheme}")
            wrong[kind] += violations(program, _RULES)

    assert {kind: found for kind, found in wrong.items() if found} == {}


def _scrolls_sideways(program: Page, width: int, kind: str) -> bool:
    program.set_viewport_size({"width": width, "height": 800})
    _keep(program, f"{kind}-{width}")
    return bool(program.evaluate(_SCROLLS))


def _keep(program: Page, name: str) -> None:
    if SHOTS:
        program.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
