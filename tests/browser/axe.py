"""What axe says of a page: only what is wrong, with the script put in once a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

_SCRIPT = Axe().axe_script
# The rest of axe's answer is a hundred times as much.
_RUN = """options => axe.run(document, options).then(result => result.violations.map(
    violation => `${violation.id} ${violation.nodes.map(node => node.target.join(' '))}`))"""


def violations(page: Page | Frame, options: dict[str, Any] | None = None) -> list[str]:
    """Return each rule that this page breaks, and where; `options` are axe's own."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    found: list[str] = page.evaluate(_RUN, {"resultTypes": ["violations"], **(options or {})})
    return found
