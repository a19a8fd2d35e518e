"""Screenshots of every page in every way that people see it: `make screenshots`, to look at."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from regelruimte import create_app
from regelruimte.config import read_config
from regelruimte.store.migrate import migrate
from tests.browser.conftest import launch_options
from tests.browser.in_process import serving
from tests.browser.sent_empty import sent_empty
from tests.pages import all_pages
from tests.people import Everyone
from tests.ports import free_port
from tests.postoffice import open_post_office

LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 900, "height": 900}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 900, "height": 900}, "forced_colors": "active"},
    "framed": {"viewport": {"width": 500, "height": 900}},
    "print": {"viewport": {"width": 794, "height": 1123}},
    "without styles": {"viewport": {"width": 900, "height": 900}},
}
_FRAMED = ("/check", "/voorstel")


def main(folder: Path) -> int:
    """Write each page as it is first seen and sent empty, a folder for each look."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with _site() as (address, everyone), sync_playwright() as playwright:
        pages = [path for paths in all_pages(everyone).values() for path in paths]
        browser = playwright.chromium.launch(**launch_options())
        for look in LOOKS:
            kept = folder / look.replace(" ", "-")
            kept.mkdir(parents=True, exist_ok=True)
            with _reader(browser, look, address, everyone) as page:
                numbered = enumerate(pages, start=1)
                count = sum(_keep(page, look, number, path, kept) for number, path in numbered)
            print(f"{count:4} of {look} in {kept}")
        browser.close()
    return 0


def _keep(page: Page, look: str, number: int, path: str, folder: Path) -> int:
    """Keep one page, and what comes when its form is sent with its texts empty."""
    if look == "framed":
        if not path.startswith(_FRAMED):
            return 0
        path += ("&" if "?" in path else "?") + "ingesloten=1"
    page.goto(path)
    name = f"{number:02} {_name(path)}"
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    if look == "print" or not sent_empty(page):
        return 1
    page.screenshot(path=folder / f"{name} sent.png", full_page=True)
    return 2


def _name(path: str) -> str:
    """Return the path without the site's address and without what differs each time."""
    words = re.sub(r"^http://[^/]+|/[a-z0-9]{26,}|RR-[A-Z0-9-]+", "", path)
    return " ".join(re.findall(r"[\w-]+", words)) or "call"


@contextmanager
def _reader(browser: Browser, look: str, address: str, everyone: Everyone) -> Iterator[Page]:
    context = browser.new_context(base_url=address, **LOOKS[look])
    cookie = everyone.bart.browser.client.get_cookie("werkruimte", "127.0.0.1", "/werkruimte")
    assert cookie
    context.add_cookies([{"name": "werkruimte", "value": cookie.value, "url": address}])
    page = context.new_page()
    if look == "print":
        page.emulate_media(media="print")
    if look == "without styles":
        page.route("**/*.css", lambda route: route.abort())
    yield page
    context.close()


@contextmanager
def _site() -> Iterator[tuple[str, Everyone]]:
    """Yield the address of a site with something on every page, and its people."""
    with TemporaryDirectory() as folder, open_post_office() as office:
        config = read_config(
            {
                "REGELRUIMTE_DEVELOPMENT": "1",
                "REGELRUIMTE_INSTANCE_PATH": folder,
                "REGELRUIMTE_SITE_URL": f"http://127.0.0.1:{free_port()}",
                "REGELRUIMTE_MAIL_SERVER": "127.0.0.1",
                "REGELRUIMTE_MAIL_PORT": str(office.port),
                "REGELRUIMTE_UNDO_MINUTES": "0",
                "REGELRUIMTE_RATELIMIT_ENABLED": "0",
                "REGELRUIMTE_EMBED_ORIGINS": "http://localhost:1",
            }
        )
        app: Flask = create_app(config)
        with app.app_context():
            migrate(config.database_url)
        everyone = Everyone(app, office)
        everyone.bart.signs_in()
        with serving(app) as address:
            yield address, everyone


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
