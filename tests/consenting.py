"""Somebody who is asked for a yes by a link, and an applicant who hands it over."""

from __future__ import annotations

from typing import Any

from tests.people import Everyone
from tests.pilots.test_life import Pair
from tests.postoffice import Letter
from tests.visitor import Page, Visitor

WORKS_AT = "gemeente.example"
ADDRESS = f"directeur@{WORKS_AT}"
FUNCTION = "Directeur bedrijfsvoering"


def asks_for(
    pair: Pair, kind: str = "mandate", *, expects: int | None = None, **changed: Any
) -> Page:
    """Make a link; end at the page that shows it once."""
    page = pair.theirs().follow("Vraag toestemming met een link")
    asked = {"consent_kind": kind, "shows_title": "no", **changed}
    return page.press("Maak de link", expects=expects, **asked)


def link_on(page: Page) -> str:
    """Return the link that a page shows to be copied."""
    return str(page.tree.xpath("//*[@id='consent-address']/@value")[0])


class Manager:
    """Got a link from the applicant; has a mailbox, and a browser that keeps no cookies."""

    def __init__(self, everyone: Everyone, link: str, email: str = ADDRESS) -> None:
        self.everyone, self.link, self.email = everyone, link, email
        self.visitor = Visitor(everyone.app)

    def mails(self) -> list[Letter]:
        """Return all letters so far."""
        return self.everyone.post_for(self.email)

    def opens(self, *, expects: int | None = None) -> Page:
        """Follow the link."""
        return self.visitor.visit(self.link, expects=expects)

    def fills_in(self, answer: str = "yes", *, expects: int | None = None, **changed: Any) -> Page:
        """Answer, and ask for a code; end at the page that asks for it."""
        told = {"consent_function": FUNCTION, "consent_email": self.email, **changed}
        page = self.opens()
        return page.press("Mail mij een code", expects=expects, consent_answer=answer, **told)

    def reads_the_code(self) -> str:
        """Return the code of the newest letter."""
        lines = self.mails()[-1].text.splitlines()
        return next(line for line in lines if len(line) == 9 and line[4] == "-")

    def answers(self, answer: str = "yes", **changed: Any) -> Page:
        """Answer, and type the code from the mail."""
        page = self.fills_in(answer, **changed)
        return page.press("Stuur mijn antwoord", reader_code=self.reads_the_code())

    def asks_to_take_back(self, *, expects: int | None = None, **changed: Any) -> Page:
        """Ask for the code that takes the answer back."""
        told = {"take_back_it": "yes", "consent_email": self.email, **changed}
        page = self.opens().follow("Trek het antwoord in")
        return page.press("Mail mij een code", expects=expects, **told)

    def takes_back(self) -> Page:
        """Take the answer back with the code from the mail."""
        page = self.asks_to_take_back()
        return page.press("Trek mijn antwoord in", reader_code=self.reads_the_code())


def manager_with(pair: Pair, kind: str = "mandate", **changed: Any) -> Manager:
    """Return somebody to whom the applicant gave a new link."""
    return Manager(pair.applicant.everyone, link_on(asks_for(pair, kind, **changed)))
