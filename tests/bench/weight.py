"""What travels to a browser: a journey with htmx, one without JavaScript, and a first visit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.bench.browser import Browser, Measured, journey
from tests.bench.servers import WHOLE, Server, servers

_BLOCKING = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_LATER = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:js|svg))"')


@dataclass(frozen=True)
class Weight:
    """Requests and bytes, compressed as they are served."""

    with_htmx: Measured
    without: Measured
    first_view: int  # HTML and CSS
    first_visit: int  # everything that the page of the check needs, and the journey


def weight() -> Weight:
    """Weigh both journeys, and what a browser fetches besides the first time."""
    with servers(site=WHOLE) as running:
        site = running["site"]
        htmx, without = Measured(), Measured()
        journey(Browser(site.address, htmx, htmx=True))
        journey(Browser(site.address, without))
        html, styles, rest = _assets(site)
    return Weight(htmx, without, html + styles, htmx.received + styles + rest)


def _assets(site: Server) -> tuple[int, int, int]:
    page = Measured()
    _, text = Browser(site.address, page).get("/check")
    return page.received, _bytes(site, _BLOCKING.findall(text)), _bytes(site, _LATER.findall(text))


def _bytes(site: Server, paths: list[str]) -> int:
    measured = Measured()
    browser = Browser(site.address, measured)
    for path in paths:
        browser.get(path)
    return measured.received
