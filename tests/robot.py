"""A machine that reads mail before people do: it opens every link and submits every form."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from tests.visitor import Page, Visitor, filled_in

METHODS = ("GET", "HEAD", "OPTIONS")


class Robot:
    """Opens pages and sends forms exactly as it finds them; counts how many it sent."""

    def __init__(self, app: Flask) -> None:
        self.visitor = Visitor(app)
        self.origin = self.visitor.origin
        self.opened: set[str] = set()
        self.sent = 0

    def knocks(self, link: str) -> list[int]:
        """Ask for a link in every way that should change nothing; return the answers' statuses."""
        path = link.removeprefix(self.origin)
        return [
            self.visitor.client.open(path, base_url=self.origin, method=method).status_code
            for method in METHODS
            for _ in range(3)
        ]

    def goes_through(self, link: str) -> None:
        """Open a link and all pages it leads to, and submit every form there as it is found."""
        page = self.visitor.visit(link)
        self._submits_everything(page)
        for address in sorted(set(_addresses_on(page)) - self.opened):
            self.opened.add(address)
            self._submits_everything(self.visitor.visit(address))

    def _submits_everything(self, page: Page) -> None:
        assert page.status < 500, page.path
        for form in page.tree.iter("form"):
            buttons = [b for b in form.iter("button") if b.get("name")]
            for pressed in [{}, *({b.get("name"): b.get("value")} for b in buttons)]:
                action, data = form.get("action") or page.path, {**filled_in(form), **pressed}
                answer = self.visitor.submit(form.get("method"), action, data)
                assert answer.status < 500, answer.path
                self.sent += form.get("method") == "post"


def _addresses_on(page: Page) -> Iterator[str]:
    for href in page.tree.xpath("//a/@href"):
        address = href.split("#")[0]
        if address.startswith("/") and not address.startswith("/postbak"):
            yield address
