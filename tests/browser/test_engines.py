"""Firefox and WebKit: the whole journey in every kind of frame, and what only they do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from regelruimte.check.criteria import CRITERIA
from regelruimte.proposals.questions import QUESTIONS, RULE_STEP, STEPS
from tests.browser.engines import ENGINES, is_installed
from tests.browser.host_page import Host, host_page
from tests.browser.in_process import serving
from tests.browser.webdriver import Driver
from tests.conftest import needs
from tests.people import Everyone
from tests.ports import free_port

TAB = "\ue004"
TYPED = "Eén handtekening is genoeg"
BUTTON = "form .button:not(.button--quiet)"


@pytest.fixture(scope="module", params=ENGINES)
def window(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Driver]:
    """A window of this engine; its owner refuses all cookies."""
    engine: str = request.param
    needs(engine, is_installed(engine))
    with ENGINES[engine](tmp_path_factory.mktemp(engine)) as driver:
        yield driver


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    """A community page on 127.0.0.1."""
    with host_page() as host:
        yield host


@pytest.fixture
def environment(environment: dict[str, str], host: Host) -> dict[str, str]:
    """Our site on localhost: for a browser another site than the host page."""
    return environment | {
        "REGELRUIMTE_SITE_URL": f"http://localhost:{free_port()}",
        "REGELRUIMTE_EMBED_ORIGINS": host.address,
    }


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the site in this process."""
    with serving(app) as address:
        yield address


def sees(window: Driver, heading: str) -> None:
    window.waits_for(lambda: heading in window.text("h1"), heading)


def fills_in(window: Driver, name: str, value: Any) -> None:
    """Answer this question, if the page asks it."""
    place = f"main [name={name}]"
    if not value or not window.finds(place):
        return
    if window.attribute(place, "type") in {"radio", "checkbox"}:
        for one in value if isinstance(value, list) else [value]:
            window.clicks(f'{place}[value="{one}"]')
    else:
        window.types(place, str(value))


def presses(window: Driver) -> None:
    window.clicks(f"main {BUTTON}")


def goes_through(window: Driver, everyone: Everyone) -> str:
    """Walk the whole journey from the first question; return the reference."""
    applicant = everyone.applicant
    sees(window, "De check")
    for criterion in CRITERIA:
        fills_in(window, criterion.key, applicant.sample["check"][criterion.key])
    presses(window)
    for step in STEPS:
        sees(window, step.title)
        for question in QUESTIONS:
            if question.step == step.slug:
                fills_in(window, question.key, applicant.answers.get(question.key))
        fills_in(window, "address_is_right", "yes")
        presses(window)
    sees(window, "is verstuurd")
    return window.text(".reference")


def opens_in_frame(window: Driver, host: Host, address: str, more: str = "") -> None:
    """Open the host page, and go on in the frame on it."""
    host.shows(f'<iframe src="{address}" height="900" title="Regelruimte" {more}></iframe>')
    window.opens(host.address)
    window.enters_frame()


FRAMES = {
    "an ordinary frame": "",
    "sandboxed": 'sandbox="allow-forms allow-scripts"',
    "sandboxed, no scripts": 'sandbox="allow-forms"',
}
# Without a frame less is forbidden than in one; what a sandbox with scripts does, tests below tell.
SELDOM = [pytest.param(way, marks=pytest.mark.seldom) for way in ("no frame", "sandboxed")]


@pytest.mark.parametrize("way", ["an ordinary frame", "sandboxed, no scripts", *SELDOM])
def test_the_proposal_arrives(
    window: Driver, host: Host, site: str, everyone: Everyone, way: str
) -> None:
    if way in FRAMES:
        opens_in_frame(window, host, f"{site}/check", FRAMES[way])
    else:
        window.opens(f"{site}/check")

    reference = goes_through(window, everyone)

    assert reference in everyone.post_for("b.krull@imi.nu")[-1].subject


def test_the_owner_of_these_browsers_refuses_cookies(window: Driver, site: str) -> None:
    window.opens(site)

    assert window.runs("document.cookie = 'a=1'; return document.cookie") == ""


def test_what_was_erased_does_not_come_back(window: Driver, site: str, everyone: Everyone) -> None:
    title = everyone.applicant.has_sent().title
    window.opens(everyone.applicant.reads_mail().link)
    fills_in(window, "it_is_me", "yes")
    presses(window)
    sees(window, title)
    window.clicks('main a[href$="/wissen"]')
    sees(window, "Alles wissen")
    window.clicks("main [type=radio]")
    presses(window)
    sees(window, "Alles is gewist")

    for _ in range(2):
        window.runs("history.back()")
        sees(window, "Deze link werkt niet")
        window.waits_for(lambda: title not in window.text("body"), "a page without the proposal")


def opens_a_step(window: Driver, everyone: Everyone, site: str) -> str:
    """Open the first step of a draft; return its address."""
    everyone.applicant.has_written(until="regel")
    address = f"{site}/voorstel/{everyone.applicant.token}/regel"
    window.opens(address)
    sees(window, RULE_STEP.title)
    return address


def test_a_link_to_an_error_leaves_the_history_alone_and_what_was_typed_is_kept(
    window: Driver, site: str, everyone: Everyone
) -> None:
    window.opens(site)
    address = opens_a_step(window, everyone, site)
    presses(window)
    window.clicks("#error-summary a[href='#f-rule_text']")
    assert window.runs("return document.activeElement.id") == "f-rule_text"
    assert window.runs("return location.href") == address
    window.types("#f-rule_text", TYPED)

    window.back()
    sees(window, "Welke regel zit jou in de weg?")

    def typed_text_is_there() -> bool:
        window.opens(address)
        return window.value("#f-rule_text") == TYPED

    # What was saved while the page was left may still be on its way.
    window.waits_for(typed_text_is_there, "what was typed")


# WebKit's driver opens a tab as a window, which hides nothing; there the test above holds.
@pytest.mark.parametrize("window", ["firefox"], indirect=True)
def test_what_is_typed_is_saved_when_somebody_goes_to_another_tab(
    window: Driver, site: str, everyone: Everyone
) -> None:
    opens_a_step(window, everyone, site)
    window.types("#f-rule_text", TYPED)

    with window.another_tab():
        writer = everyone.applicant
        window.waits_for(lambda: writer.stored.answers.get("rule_text") == TYPED, TYPED)


def test_after_a_plain_post_the_focus_is_at_the_errors(
    window: Driver, host: Host, site: str, everyone: Everyone
) -> None:
    everyone.applicant.has_written(until="regel")
    address = f"{site}/voorstel/{everyone.applicant.token}/regel"
    opens_in_frame(window, host, address, FRAMES["sandboxed"])
    presses(window)
    window.first("#error-summary")

    focused = "return document.activeElement.id"
    window.waits_for(lambda: window.runs(focused) == "error-summary", "the focus at the errors")


def test_the_host_of_a_grown_frame_follows_the_focus(
    window: Driver, host: Host, site: str, everyone: Everyone
) -> None:
    everyone.applicant.has_written(until="regel")
    address = f"{site}/voorstel/{everyone.applicant.token}/regel"
    script = f'<script src="{site}/static/insluiten.js" defer></script>'
    host.shows(f'<p style="height:600px">Wij</p><iframe src="{address}"></iframe>{script}')
    window.opens(host.address)
    window.enters_frame()
    scrolls_and_clicks(window, f"main {BUTTON}")
    window.first("#error-summary")

    scrolls_and_clicks(window, "#error-summary a[href='#f-rule_text']")
    window.waits_for(lambda: is_in_sight(window), "the field that the link leads to")
    # Not as far as the buttons: a Firefox without a screen scrolls back to how far the page went
    # before the frame grew, as long as it paints nothing.
    for _ in range(4):
        window.keys(TAB)
        window.waits_for(lambda: is_in_sight(window), "where Tab leads")


def scrolls_and_clicks(window: Driver, place: str) -> None:
    """Bring into view and click; WebKit's driver does not scroll the page around a frame."""
    window.first(place)
    box = "document.querySelector(arguments[0]).getBoundingClientRect().top"
    inside = window.runs(f"return {box}", place)
    window.leaves_frame()
    window.runs(f"scrollBy(0, {box} + arguments[1] - 300)", "iframe", inside)
    window.enters_frame()
    window.clicks(place)


def is_in_sight(window: Driver) -> bool:
    """Tell whether somebody who looks at the host page sees what has the focus."""
    box = "const box = document.activeElement.getBoundingClientRect();"
    top, bottom = window.runs(f"{box} return [box.top, box.bottom]")
    window.leaves_frame()
    start = "document.querySelector('iframe').getBoundingClientRect().top"
    start, height = window.runs(f"return [{start}, innerHeight]")
    window.enters_frame()
    return bool(start + top >= 0 and start + min(bottom, top + height) <= height)


def test_whoever_copies_in_a_frame_is_told_whether_it_worked(
    window: Driver, host: Host, site: str, everyone: Everyone
) -> None:
    everyone.applicant.has_written(until="regel")
    opens_in_frame(window, host, f"{site}/voorstel/{everyone.applicant.token}/later")

    window.clicks(".input--copy + button")

    told = ("Gekopieerd", "Niet gelukt")
    window.waits_for(lambda: window.text(".input--copy + button").startswith(told), "the outcome")
