"""What a reply costs a coordinator: pages, actions, heights, and how much of the inbox is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from regelruimte.demo.generate import generate
from regelruimte.replies.kinds import REPLIES, reply_kind
from tests.browser.in_process import serving
from tests.browser.people import BrowserCoordinator, watched_page
from tests.people import Everyone
from tests.ports import free_port

DESKTOP, PHONE = (1440, 900), (390, 844)
COOKIES = frozenset({"werkruimte", "werkruimte-bekend"})
MOST_ACTIONS = 6
WORDS = "We bellen je morgen om tien uur."
# What each reply is answered with: only what has to be.
ANSWERS: dict[str, dict[str, Any]] = {
    "in_conversation": {"message": WORDS},
    "info_requested": {"scope": "loose", "unclear": WORDS},
    "approved": {"pilot_form": "doe_tank", "duration_months": "6"},
    "already_allowed": {"room": WORDS},
    "referred": {"to": "De griffie", "why": WORDS},
    "declined": {"reason": "too_broad", "sentence": WORDS},
}


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a site on a free port of this machine."""
    return environment | {"REGELRUIMTE_SITE_URL": f"http://127.0.0.1:{free_port()}"}


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the site in this process."""
    with serving(app) as address:
        yield address


class Desk(BrowserCoordinator):
    """A coordinator whose every click, choice and filled field is counted."""

    actions = 0

    def presses(self, button: str) -> None:
        """Press a button: one action."""
        self.actions += 1
        super().presses(button)

    def fills_in(self, **answers: Any) -> None:
        """Answer questions: an action each."""
        self.actions += len(answers)
        super().fills_in(**answers)

    def sees(self, heading: str) -> None:
        """Wait for this heading: that of the page, or of the panel beside a proposal."""
        self.page.get_by_role("heading", name=heading, exact=True).first.wait_for()

    def follows(self, link: str) -> None:
        """Follow a link: one action."""
        self.actions += 1
        super().follows(link)

    def measures(self) -> None:
        """Count the pages that are loaded from here on, and note how high each is."""
        self.heights: list[int] = []
        self.actions = 0
        self.page.on("load", lambda page: self.heights.append(page.evaluate(HEIGHT)))

    def chooses_reply(self, label: str) -> None:
        """Press what begins a reply: a link behind a mail, a button in the workspace."""
        self.actions += 1
        choice = self.page.locator(".reply-choices").get_by_text(label, exact=True)
        choice.click()

    def writes(self, **answers: Any) -> None:
        """Write a reply and look at it; end before it is sent."""
        self.fills_in(**answers)
        self.presses("Controleer je reactie")
        self.sees("Controleer je reactie")
        self.fills_in(give_it="give")


HEIGHT = "document.documentElement.scrollHeight"


def a_desk(
    browser: Browser, site: str, everyone: Everyone, email: str = "b.krull@imi.nu"
) -> AbstractContextManager[Desk]:
    """Return a coordinator with a window of one's own."""

    @contextmanager
    def window() -> Iterator[Desk]:
        with watched_page(browser, site, java_script=True, may_keep=COOKIES) as page:
            yield Desk(page, email, site, everyone.post_office, runs_scripts=True)

    return window()


def signs_in(desk: Desk, everyone: Everyone) -> None:
    """Come into the workspace with the session of a coordinator who signed in without a window."""
    coordinator = next(each for each in (everyone.bart, everyone.rense) if each.email == desk.email)
    coordinator.signs_in()
    cookies = coordinator.browser.client._cookies or {}
    kept = [
        {"name": each.key, "value": each.value, "url": f"{desk.site}{each.path}"}
        for each in cookies.values()
    ]
    desk.page.context.add_cookies(kept)


each_reply = pytest.mark.parametrize(
    "key",
    [
        pytest.param(key, marks=() if key in {"approved", "declined"} else pytest.mark.seldom)
        for key in ANSWERS
    ],
)


def test_every_reply_is_counted() -> None:
    assert {kind.key for kind in REPLIES if not kind.for_closed} == set(ANSWERS)


@each_reply
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("way", ["mail", "workspace"])
def test_a_reply_takes_one_page_and_few_actions(
    browser: Browser,
    site: str,
    everyone: Everyone,
    key: str,
    way: str,
    screen: tuple[int, int],
    record_property: Callable[[str, object], None],
) -> None:
    proposal = everyone.applicant.takes(3).has_sent()
    label = reply_kind(key).label
    with a_desk(browser, site, everyone) as desk:
        desk.page.set_viewport_size({"width": screen[0], "height": screen[1]})
        address = f"{site}/werkruimte/voorstel/{proposal.reference}"
        if way == "workspace":
            signs_in(desk, everyone)
        else:
            address = everyone.post_for(desk.email)[-1].link
        desk.measures()
        desk.page.goto(address)
        desk.chooses_reply(label)
        desk.sees(label)
        desk.writes(**ANSWERS[key])
        desk.presses("Stuur de reactie")
        expect(desk.page.get_by_text("Je reactie is verstuurd.")).to_be_visible()

    record_property("actions", desk.actions)
    record_property("heights", desk.heights)
    print(f"\n{label} | {way} | {screen[0]} px | {desk.actions} | {desk.heights}")
    # The page that says that it was sent is loaded after it.
    assert len(desk.heights) - 1 == 1, desk.heights
    assert desk.actions <= MOST_ACTIONS


def test_fifteen_rows_of_the_inbox_are_seen_at_once(
    browser: Browser, site: str, everyone: Everyone, app: Flask
) -> None:
    with app.app_context():
        generate(everyone.config, proposals=60, checks=0)
    with a_desk(browser, site, everyone) as desk:
        desk.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        signs_in(desk, everyone)
        desk.page.goto(f"{site}/werkruimte")
        ends = desk.page.locator("tbody tr").evaluate_all(
            "rows => rows.map(row => row.getBoundingClientRect().bottom)"
        )

    assert sum(end <= DESKTOP[1] for end in ends) >= 15, ends


# Which reply each of the samples gets, in the order of the list.
MORNING = ("in_conversation", "already_allowed", "declined", "info_requested", "referred")


def takes_the_next(desk: Desk, key: str) -> None:
    """Reply to what is open, and go on to the next."""
    label = reply_kind(key).label
    desk.chooses_reply(label)
    desk.sees(label)
    desk.writes(**ANSWERS[key])
    desk.presses("Stuur de reactie")
    expect(desk.page.get_by_text("Je reactie is verstuurd.")).to_be_visible()
    desk.page.get_by_role("link", name="Naar het volgende voorstel").click()
    desk.page.locator("#proposal, #waiting").first.wait_for()


def enters_what_is_told(desk: Desk, everyone: Everyone) -> None:
    """Enter a proposal for somebody who telephones, gives no address and says yes."""
    applicant = everyone.applicant.takes(4)
    desk.page.goto(f"{desk.site}/werkruimte/voorstellen/nieuw")
    desk.sees("Voer een voorstel in voor iemand anders")
    told = {**applicant.sample["check"], **applicant.answers, "email": "", "phone": "0612345678"}
    here = {key: told[key] for key in told if desk.page.locator(f"main [name={key}]").count()}
    desk.fills_in(**{key: value for key, value in here.items() if value})
    desk.presses("Verder")
    code = desk.page.locator("aside .reference").inner_text()
    desk.fills_in(repeated_code=code, said_yes="yes")
    desk.presses("Verstuur het voorstel")
    expect(desk.page.get_by_text("Het voorstel is verstuurd.")).to_be_visible()


@pytest.mark.parametrize("number", [3, pytest.param(10, marks=pytest.mark.seldom)])
def test_a_morning_of_two_with_their_proposals_and_a_call(
    browser: Browser, site: str, everyone: Everyone, number: int
) -> None:
    sent = [everyone.applicant.takes(sample).has_sent() for sample in range(1, number + 1)]
    with (
        a_desk(browser, site, everyone) as bart,
        a_desk(browser, site, everyone, "r.bos@imi.nu") as rense,
    ):
        for desk in (bart, rense):
            signs_in(desk, everyone)
        bart.page.goto(f"{site}/werkruimte/voorstel/{sent[0].reference}")
        bart.chooses_reply(reply_kind(MORNING[0]).label)
        bart.sees(reply_kind(MORNING[0]).label)

        rense.page.goto(f"{site}/werkruimte/voorstel/{sent[0].reference}")
        expect(rense.page.get_by_text("Bart Krull schrijft").first).to_be_visible()
        enters_what_is_told(rense, everyone)

        bart.page.goto(f"{site}/werkruimte")
        expect(bart.page.locator("tbody tr")).to_have_count(number + 1)
        for turn in range(number + 1):
            desk = (bart, rense)[turn % 2]
            desk.page.goto(f"{site}/werkruimte/volgende")
            takes_the_next(desk, MORNING[turn % len(MORNING)])

        rense.page.goto(f"{site}/werkruimte")
        expect(rense.page.get_by_text("Wacht op een reactie")).to_have_count(0)
