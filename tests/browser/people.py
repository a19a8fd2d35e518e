"""The people of the story in a real browser; the page is watched for what may never happen."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, Request, expect

from regelruimte.check.verdict import Verdict, verdict
from regelruimte.fields.question import YES
from regelruimte.proposals.levels import group_of
from regelruimte.proposals.questions import (
    ABOUT_YOU,
    ABOUT_YOU_STEP,
    QUESTIONS,
    RULE,
    RULE_STEP,
    Step,
)
from regelruimte.proposals.title import title_of
from tests.browser.axe import violations
from tests.people import SAMPLES, answers_to_type
from tests.postoffice import Letter, PostOffice

_PATIENCE_SECONDS = 15
# An invalid post answers 422, which Chromium mentions as an error; that is meant to be, and so is
# a connection that the test itself cuts off.
_EXPECTED = ("status of 422", "net::ERR_FAILED", "htmx:error: Failed to fetch")


@contextmanager
def watched_page(
    browser: Browser, site: str, java_script: bool, may_keep: AbstractSet[str] = frozenset()
) -> Iterator[Page]:
    """Open a page; at the end nothing was asked of others, kept in the browser or complained of.

    Only cookies with these names `may_keep` be in the browser.
    """
    context = browser.new_context(java_script_enabled=java_script)
    page = context.new_page()
    page.set_default_timeout(8000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.extend(_complaint(message)))
    page.on("request", lambda request: complaints.extend(_stranger(request, site)))
    yield page
    assert complaints == [], complaints
    kept = context.storage_state()
    assert {cookie["name"] for cookie in kept["cookies"]} <= may_keep
    assert kept["origins"] == []
    context.close()


def _complaint(message: ConsoleMessage) -> list[str]:
    expected = any(part in message.text for part in _EXPECTED)
    return [message.text] if message.type in {"error", "warning"} and not expected else []


def _stranger(request: Request, site: str) -> list[str]:
    return [] if request.url.startswith(site) else [f"asked of somebody else: {request.url}"]


class Person:
    """Somebody with a browser and a mailbox."""

    def __init__(
        self, page: Page | Frame, email: str, site: str, post_office: PostOffice, runs_scripts: bool
    ) -> None:
        self.page, self.email, self.site, self.post_office = page, email, site, post_office
        self.runs_scripts = runs_scripts
        self.looks_closely = runs_scripts  # axe is a script itself

    def sees(self, heading: str) -> None:
        """Wait for the page with this heading; axe finds nothing wrong with it."""
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        if not self.looks_closely:
            return
        assert violations(self.page) == []

    def presses(self, button: str) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=button).click()

    def follows(self, link: str) -> None:
        """Follow the link with this name."""
        self.page.get_by_role("link", name=link).click()

    def fills_in(self, **answers: Any) -> None:
        """Answer the questions with these names."""
        for name, value in answers.items():
            self._fill_in(name, value)

    def waits_for_mail(self, subject: str) -> Letter:
        """Return the newest letter with this in its subject, as soon as it comes."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            for letter in reversed(self.post_office.to(self.email)):
                if subject in letter.subject:
                    return letter
            time.sleep(0.1)
        raise AssertionError(f"no letter {subject!r} for {self.email}")

    def _fill_in(self, name: str, value: Any) -> None:
        if name == "rule_level":
            return self._choose_level(value)
        fields = self.page.locator(f"main [name={name}]")
        if fields.first.get_attribute("type") in {"radio", "checkbox"}:
            for one in value if isinstance(value, list) else [value]:
                self.chooses(name, one)
        elif self.page.locator(f"main select[name={name}]").count():
            fields.select_option(value)
        else:
            fields.fill(str(value))

    def _choose_level(self, level: str) -> None:
        """Choose the group of a level, and the level in it where that is asked."""
        group = group_of(level)
        assert group is not None, level
        self.chooses("rule_level", group.key)
        finer = self.page.locator("main .choice:has(:checked) + .choice__more select")
        if finer.count():
            finer.select_option("" if level == group.key else level)

    def chooses(self, name: str, value: str) -> None:
        """Click the label, as a person does, unless it is chosen already."""
        choice = self.page.locator(f'main [name={name}][value="{value}"]')
        if not choice.is_checked():
            self.page.locator(f'label[for="{choice.get_attribute("id")}"]').click()


class BrowserApplicant(Person):
    """Somebody who fills in one of the ten samples."""

    def __init__(
        self, page: Page | Frame, site: str, post_office: PostOffice, runs_scripts: bool
    ) -> None:
        super().__init__(page, "", site, post_office, runs_scripts)
        self.takes(1)

    def takes(self, number: int) -> None:
        """Use the sample with this number."""
        self.sample = SAMPLES[number - 1]
        self.email = self.sample["email"]
        self.answers = answers_to_type(self.sample)
        self.title = title_of({"rule_text": self.sample["rule_text"]})

    def does_the_check(self) -> None:
        """Go from the call to the verdict, or past it where it has nothing to say."""
        self.page.goto(self.site)
        self.sees("Welke regel zit jou in de weg?")
        self.follows("Doe de check")
        self.answers_the_check()

    def answers_the_check(self) -> None:
        """Go from the questions to the verdict, or past it where it has nothing to say."""
        self.sees("De check")
        self.fills_in(**self.sample["check"])
        self.presses("Verder")
        self.sees(self.verdict.outcome.title if self.hears_a_verdict else RULE_STEP.title)

    @property
    def verdict(self) -> Verdict:
        """Return what the check says to this sample."""
        return verdict(self.sample["check"])

    @property
    def hears_a_verdict(self) -> bool:
        """Tell whether a page tells it; with scripts its reasons stand beside the answers."""
        is_untold = self.verdict.reasons and not self.runs_scripts
        return bool(self.verdict.outcome.next or is_untold)

    def has_begun(self) -> None:
        """Be at the first step, without the pages before it."""
        context = self.page.context if isinstance(self.page, Page) else self.page.page.context
        begun = context.request.post(f"{self.site}/voorstel", form=self.sample["check"])
        self.page.goto(begun.url)

    def begins(self) -> None:
        """Go from the verdict to the first step, or be there already."""
        if self.hears_a_verdict:
            self.page.get_by_role("button", name=re.compile("Beschrijf de|Stuur")).click()
        self.sees(RULE_STEP.title)

    def describes_the_rule(self) -> None:
        """Go from the check to the last step."""
        self.begins()
        self.answers_the_step(RULE)
        self.presses("Verder")
        self.sees(ABOUT_YOU_STEP.title)

    def answers_the_step(self, slug: str) -> None:
        """Fill in what is asked on this page."""
        asked = [question.key for question in QUESTIONS if question.step == slug]
        here = (key for key in asked if self.page.locator(f"main [name={key}]").count())
        self.fills_in(**{key: self.answers[key] for key in here if self.answers.get(key)})

    def sends(self) -> str:
        """Say who one is, send the proposal, and return its reference."""
        self.answers_the_step(ABOUT_YOU)
        self.fills_in(address_is_right="yes")
        self.presses("Verstuur je")
        self.sees("is verstuurd")
        return self.page.locator(".reference").inner_text()

    def tells_more(self, part: Step) -> None:
        """Go from the page after sending to one part of what can still be told, and tell it."""
        self.fills_in(what_now=YES)
        self.presses("Ga verder")
        self.sees("Vertel meer")
        self.follows(part.title)
        self.sees(part.title)
        self.answers_the_step(part.slug)
        self.presses("Bewaar")
        self.sees("Vertel meer")

    def opens_own_page(self, subject: str, reference: str = "") -> None:
        """Follow the link in this letter and say who it is."""
        self.page.goto(self.waits_for_mail(subject).link)
        if self.page.locator("main [name=it_is_me]").count():
            self.sees("Ben jij dit?")
            self.fills_in(it_is_me="yes", **({"reference": reference} if reference else {}))
            self.presses("Verder")
        self.sees(self.title)


class BrowserCoordinator(Person):
    """Bart or Rense, who live in their mailbox."""

    def opens_the_link(self, subject: str) -> None:
        """Follow the link in this letter."""
        self.page.goto(self.waits_for_mail(subject).link)

    def replies(self, label: str, **answers: Any) -> None:
        """Write a reply, look at it and give it."""
        self.follows(label)
        self.gives(label, **answers)

    def gives(self, label: str, **answers: Any) -> None:
        """Write a reply on its page, look at it and give it."""
        self.sees(label)
        self.fills_in(**answers)
        self.presses("Controleer je reactie")
        self.sees("Controleer je reactie")
        self.fills_in(give_it="give")
        self.presses("Stuur de reactie")
        expect(self.page.get_by_text("Je reactie is verstuurd.")).to_be_visible()
