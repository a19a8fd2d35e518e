"""What the browser tests share: Debian's Chromium, the site as processes, real mail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.people import BrowserApplicant, BrowserCoordinator, watched_page
from tests.conftest import needs
from tests.live import running_site
from tests.postoffice import PostOffice


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder: real browsers, and real mail to them."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.smtp)


def launch_options() -> dict[str, Any]:
    """Return how to start the installed Chromium, kept from calling home; its path may be None."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {
        "executable_path": shutil.which("chromium") or shutil.which("google-chrome"),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", *quiet],
    }


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the installed Chromium."""
    options = launch_options()
    needs("Chromium", options["executable_path"] is not None)
    return browser_type_launch_args | options


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, post_office_server: PostOffice) -> Iterator[str]:
    """The address of the running site, its mail going to our SMTP server."""
    instance = tmp_path_factory.mktemp("instance")
    mail = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(post_office_server.port)}
    with running_site(instance, UNDO_MINUTES="0", **mail) as address:
        yield address


@pytest.fixture(params=["htmx", "no JavaScript"])
def java_script(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts: a test that asks this runs both ways."""
    return request.param in {"htmx", True}


@pytest.fixture
def applicant(
    browser: Browser, site: str, post_office: PostOffice, java_script: bool
) -> Iterator[BrowserApplicant]:
    """Somebody with a rule that is in the way."""
    with watched_page(browser, site, java_script) as page:
        yield BrowserApplicant(page, site, post_office, java_script)


@pytest.fixture
def bart(
    browser: Browser, site: str, post_office: PostOffice, java_script: bool
) -> Iterator[BrowserCoordinator]:
    """The first coordinator."""
    with watched_page(browser, site, java_script) as page:
        yield BrowserCoordinator(page, "b.krull@imi.nu", site, post_office, java_script)
