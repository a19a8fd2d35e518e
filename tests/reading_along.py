"""Somebody at BZK who is asked to read along, and a coordinator who lets them."""

from __future__ import annotations

from typing import Any

from regelruimte.store.models import Proposal
from tests.people import Coordinator, Everyone
from tests.postoffice import Letter
from tests.visitor import Page, Visitor

ADDRESS = "jurist@bzk.example"


class Lawyer:
    """Reads along, with a mailbox and a browser that keeps no cookies."""

    email = ADDRESS

    def __init__(self, everyone: Everyone) -> None:
        self.everyone = everyone
        self.visitor = Visitor(everyone.app)

    def mails(self) -> list[Letter]:
        """Return all letters so far."""
        return self.everyone.post_for(self.email)

    @property
    def door(self) -> str:
        """The link of the newest invitation."""
        return next(letter.link for letter in reversed(self.mails()) if letter.links)

    def opens_the_door(self, *, expects: int | None = None) -> Page:
        """Follow the link of the invitation."""
        return self.visitor.visit(self.door, expects=expects)

    def asks_for_a_code(self, *, expects: int | None = None) -> Page:
        """Say at the door that the mail is one's own."""
        return self.opens_the_door().press("Verder", wants_code="yes", expects=expects)

    def reads_the_code(self) -> str:
        """Return the code of the newest letter."""
        lines = self.mails()[-1].text.splitlines()
        return next(line for line in lines if len(line) == 9 and line[4] == "-")

    def comes_in(self) -> Page:
        """Pass the door with the code from the mail."""
        return self.asks_for_a_code().press("Open de tekst", reader_code=self.reads_the_code())


def lets_read(
    coordinator: Coordinator,
    proposal: Proposal,
    *parts: str,
    expects: int | None = None,
    **changed: Any,
) -> Page:
    """Fill in the form of the workspace: the lawyer may read these parts, or the rule."""
    if not coordinator.browser.client.get_cookie("werkruimte", "127.0.0.1", "/werkruimte"):
        coordinator.signs_in()
    page = coordinator.looks_at(proposal).follow("Laat iemand meelezen")
    asked = {"reader_email": ADDRESS, "reader_function": "jurist van BZK", **changed}
    button = "Vraag de indiener" if proposal.confidential else "Mail de lezer"
    return page.press(button, expects=expects, parts=list(parts or ("regel",)), **asked)
