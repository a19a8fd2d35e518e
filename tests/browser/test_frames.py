"""The form on somebody else's page: in every kind of frame the proposal arrives."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Frame, Page, expect

from regelruimte.check.criteria import CRITERIA
from regelruimte.proposals.questions import QUESTIONS, RULE_STEP, STEPS
from tests.browser.host_page import Host, host_page
from tests.browser.people import BrowserApplicant
from tests.live import running_site
from tests.people import SAMPLES, answers_to_type
from tests.postoffice import PostOffice

SAMPLE = SAMPLES[0]
ANSWERS = answers_to_type(SAMPLE)


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    """A community page on 127.0.0.1."""
    with host_page() as host:
        yield host


@pytest.fixture(scope="module")
def framed(
    tmp_path_factory: pytest.TempPathFactory, post_office_server: PostOffice, host: Host
) -> Iterator[str]:
    """Our site on localhost: for a browser another site than the host page."""
    mail = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(post_office_server.port)}
    instance = tmp_path_factory.mktemp("framed")
    with running_site(instance, "localhost", EMBED_ORIGINS=host.address, **mail) as address:
        yield address


@contextmanager
def somebody(browser: Browser, host: Host, **how: Any) -> Iterator[tuple[Page, Frame]]:
    """Open the host page; yield it and what stands in its frame."""
    context = browser.new_context(**how)
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(host.address)
    yield page, page.frames[1]
    _has_no_cookie(context)
    context.close()


def _has_no_cookie(context: BrowserContext) -> None:
    assert context.cookies() == []


def frame(site: str, more: str = "", path: str = "/check") -> str:
    return f'<iframe src="{site}{path}" height="900" title="Regelruimte" {more}></iframe>'


def sees(form: Frame, heading: str) -> None:
    expect(form.get_by_role("heading", level=1, name=heading)).to_be_visible()


def chooses(form: Frame, name: str, value: str) -> None:
    form.locator(
        f'label[for="{form.locator(f"[name={name}][value={value}]").get_attribute("id")}"]'
    ).click()


def answers_the_check(form: Frame) -> None:
    """Go from the questions to the first step."""
    for key, answer in SAMPLE["check"].items():
        chooses(form, key, answer)
    form.get_by_role("button", name="Verder").click()
    sees(form, RULE_STEP.title)


def goes_through(
    form: Frame,
    site: str,
    post_office: PostOffice,
    runs_scripts: bool = True,
    looks_closely: bool = False,
) -> None:
    """Walk the whole journey in the frame; the alert comes."""
    applicant = BrowserApplicant(form, site, post_office, runs_scripts)
    applicant.looks_closely = looks_closely
    applicant.answers_the_check()
    applicant.describes_the_rule()
    assert_alerted(post_office, applicant.sends())


def assert_alerted(post_office: PostOffice, reference: str) -> None:
    until = time.monotonic() + 15
    while not any(reference in letter.subject for letter in post_office.to("b.krull@imi.nu")):
        assert time.monotonic() < until, "no alert came"
        time.sleep(0.1)


NO_SCRIPTS: dict[str, Any] = {"java_script_enabled": False}
NO_REFERER = {"Referrer_Policy": "no-referrer"}
WAYS: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "sandboxed": ('sandbox="allow-forms allow-scripts"', {}, {}),
    "all is forbidden": (
        'sandbox="allow-forms" referrerpolicy="no-referrer"',
        NO_SCRIPTS,
        NO_REFERER,
    ),
    "a narrow column on a phone": ("", {"viewport": {"width": 320, "height": 640}}, {}),
    "an ordinary frame": ("", {}, {}),
    "no JavaScript": ("", NO_SCRIPTS, {}),
    "sandboxed, no JavaScript": ('sandbox="allow-forms"', NO_SCRIPTS, {}),
    "no Referer": ('referrerpolicy="no-referrer"', {}, NO_REFERER),
}
# Each of these forbids no more than one of the others does, or than the keyboard below meets.
SELDOM = {"an ordinary frame", "no JavaScript", "sandboxed, no JavaScript", "no Referer"}
EVERY_WAY = [pytest.param(w, marks=pytest.mark.seldom if w in SELDOM else ()) for w in WAYS]


# axe looks at every page there; in the other ways the same pages are drawn.
CLOSELY = {"sandboxed", "a narrow column on a phone"}


@pytest.mark.parametrize("way", EVERY_WAY)
def test_the_proposal_arrives(
    browser: Browser, host: Host, framed: str, post_office: PostOffice, way: str
) -> None:
    attributes, browser_settings, headers = WAYS[way]
    host.shows(frame(framed, attributes), **headers)

    scripts = browser_settings.get("java_script_enabled", True)
    with somebody(browser, host, **browser_settings) as (_, form):
        goes_through(form, framed, post_office, scripts, looks_closely=way in CLOSELY)


@contextmanager
def strict_browser(
    browser_type: BrowserType, launch_args: dict[str, Any], profile: Path, refuses: dict[str, Any]
) -> Iterator[BrowserContext]:
    """Start a browser whose owner switched cookies off in its settings."""
    (profile / "Default").mkdir()
    preferences = json.dumps({"profile": refuses})
    (profile / "Default" / "Preferences").write_text(preferences)
    context = browser_type.launch_persistent_context(str(profile), **launch_args)
    context.set_default_timeout(8000)
    yield context
    context.close()


BLOCKED = {  # the first is one of those that the second blocks
    "from third parties": {"cookie_controls_mode": 1, "block_third_party_cookies": True},
    "from everybody": {"default_content_setting_values": {"cookies": 2}},
}


@pytest.mark.parametrize(
    "blocked", [pytest.param("from third parties", marks=pytest.mark.seldom), "from everybody"]
)
def test_it_arrives_where_cookies_are_blocked(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path: Path,
    host: Host,
    framed: str,
    post_office: PostOffice,
    blocked: str,
) -> None:
    host.shows(frame(framed))
    settings = BLOCKED[blocked]
    with strict_browser(browser_type, browser_type_launch_args, tmp_path, settings) as context:
        page = context.new_page()
        page.goto(host.address)
        goes_through(page.frames[1], framed, post_office)
        tries = "document.cookie = 'a=1'; document.cookie"
        assert page.frames[1].evaluate(tries) == "", "cookies are blocked"


def test_it_can_be_sent_by_keyboard_alone(
    browser: Browser, host: Host, framed: str, post_office: PostOffice
) -> None:
    host.shows(frame(framed))

    with somebody(browser, host) as (page, form):
        sees(form, "De check")
        for criterion in CRITERIA:
            keys_in(page, form, criterion.key, True)
        presses_enter(page, form)
        for step in STEPS:
            sees(form, step.title)
            for question in QUESTIONS:
                if question.step == step.slug:
                    keys_in(page, form, question.key, ANSWERS.get(question.key))
            keys_in(page, form, "address_is_right", True)
            presses_enter(page, form)
        sees(form, "is verstuurd")
        reference = form.locator(".reference").inner_text()

    assert_alerted(post_office, reference)


def keys_in(page: Page, form: Frame, name: str, value: Any) -> None:
    """Answer by keyboard: the first choice, or the text."""
    place = f"main [name={name}]"
    if not value or not form.locator(place).count():
        return
    tabs_to(page, form, place)
    if form.locator(place).first.get_attribute("type") in {"radio", "checkbox"}:
        page.keyboard.press("Space")
    else:
        page.keyboard.type(str(value))


def presses_enter(page: Page, form: Frame) -> None:
    """Go to the first button that goes on, and press it."""
    tabs_to(page, form, "main form button.button")
    page.keyboard.press("Enter")


# Where the focus is, and whether it can be seen there.
_FOCUS = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    return [here.getBoundingClientRect().top + scrollY, style.outlineStyle];
}"""


def tabs_to(page: Page, form: Frame, place: str) -> None:
    """Press Tab until the focus is there; it goes down the page, and is seen all the way."""
    before, _ = form.evaluate(_FOCUS)
    for _ in range(60):
        page.keyboard.press("Tab")
        top, outline = form.evaluate(_FOCUS)
        assert outline == "solid", f"nobody sees the focus on the way to {place}"
        assert top >= before - 1, f"the focus jumps up on the way to {place}"
        before = top
        if form.locator(place).first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{place} cannot be reached by keyboard")


def test_a_host_that_is_not_on_the_list_shows_nothing(browser: Browser, framed: str) -> None:
    with host_page() as stranger:
        stranger.shows(frame(framed))
        with somebody(browser, stranger) as (page, _):
            assert_refused(page)


def assert_refused(page: Page, frames: int = 1) -> None:
    page.wait_for_function(f"frames.length === {frames}")
    page.wait_for_timeout(300)
    shown = [frame.url for frame in page.frames[1:]]
    assert shown == ["chrome-error://chromewebdata/"] * frames


def test_nobody_can_frame_anything_else(browser: Browser, host: Host, framed: str) -> None:
    paths = ("/", "/mijn/a", "/reactie/a", "/werkruimte", "/privacy", "/insluiten", "/niets")
    host.shows("".join(frame(framed, path=path) for path in paths))

    with somebody(browser, host) as (page, _):
        assert_refused(page, len(paths))


def test_the_way_out_goes_on_with_the_same_draft(browser: Browser, host: Host, framed: str) -> None:
    host.shows(frame(framed))

    with somebody(browser, host) as (page, form):
        chooses(form, "workplace", "municipality")
        form.wait_for_url("**workplace=municipality*")
        with page.context.expect_page() as opened:
            form.get_by_role("link", name="Open in een nieuw venster").click()
        window = opened.value
        expect(window.locator("[name=workplace]:checked")).to_have_value("municipality")
        expect(window.locator("header")).to_be_visible()


def test_a_sandboxed_frame_shows_the_address_to_copy(
    browser: Browser, host: Host, framed: str
) -> None:
    host.shows(frame(framed, 'sandbox="allow-forms allow-scripts"'))

    with somebody(browser, host) as (_, form):
        form.get_by_text("Opent er niets?").click()
        address = form.get_by_label("Kopieer dit adres en open het zelf").input_value()

    assert address == f"{framed}/check"


def background(form: Frame) -> str:
    return str(form.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize(
    ("path", "colour"),
    [("/check", "rgb(255, 255, 255)"), ("/check?kleuren=auto", "rgb(17, 25, 22)")],
)
def test_on_a_dark_device_the_frame_is_light_unless_its_host_asks(
    browser: Browser, host: Host, framed: str, path: str, colour: str
) -> None:
    host.shows(frame(framed, path=path))

    with somebody(browser, host, color_scheme="dark") as (_, form):
        sees(form, "De check")
        assert background(form) == colour
        answers_the_check(form)
        form.goto(form.url)
        assert background(form) == colour, "the next page is asked in the same colours"


def test_the_frame_says_what_it_is_and_leads_to_privacy(
    browser: Browser, host: Host, framed: str
) -> None:
    host.shows(frame(framed))

    with somebody(browser, host) as (page, form):
        form.get_by_text("Uitleg").click()
        expect(form.get_by_text("Bart Krull en Rense Bos van IMI lezen")).to_be_visible()
        with page.context.expect_page() as opened:
            form.get_by_role("link", name="Privacy").click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("Privacy")
        expect(opened.value.locator(".site-header")).to_be_visible()


def height(page: Page, number: int = 0) -> float:
    box = page.locator("iframe").nth(number).bounding_box()
    assert box
    return box["height"]


def with_script(site: str, body: str) -> str:
    return f'{body}<script src="{site}/static/insluiten.js" defer></script>'


@pytest.mark.parametrize("sandbox", ["", 'sandbox="allow-forms allow-scripts"'])
def test_the_frame_grows_and_shrinks_with_its_content(
    browser: Browser, host: Host, framed: str, sandbox: str
) -> None:
    host.shows(with_script(framed, frame(framed, sandbox)))

    with somebody(browser, host) as (page, form):
        sees(form, "De check")
        page.wait_for_function("document.querySelector('iframe').style.height !== ''")
        page.wait_for_timeout(200)
        short = height(page)
        form.get_by_text("Opent er niets?").click()
        page.wait_for_timeout(300)
        tall = height(page)
        form.get_by_text("Opent er niets?").click()
        page.wait_for_timeout(300)
        inside = page.frames[1].evaluate(
            "[document.documentElement.scrollHeight, document.documentElement.clientHeight]"
        )

        assert tall > short + 40
        assert height(page) == short
        assert inside[0] <= inside[1], "nothing is hidden, nothing scrolls"


def test_the_host_page_is_brought_back_to_the_top_of_the_form(
    browser: Browser, host: Host, framed: str
) -> None:
    above = '<p style="height:600px">Onze community</p>'
    host.shows(with_script(framed, above + frame(framed)))

    with somebody(browser, host, viewport={"width": 400, "height": 400}) as (page, form):
        answers_the_check(form)
        page.wait_for_timeout(400)
        top = page.locator("iframe").bounding_box()

    assert top
    assert abs(top["y"]) < 2


@pytest.mark.seldom
def test_two_forms_on_one_page_each_have_their_own_height(
    browser: Browser, host: Host, framed: str
) -> None:
    narrow = frame(framed, 'width="320" class="narrow"')
    host.shows(
        with_script(framed, narrow + frame(framed, path=f"/check?{urlencode(SAMPLE['check'])}"))
    )

    with somebody(browser, host) as (page, _):
        page.wait_for_function(
            "[...document.querySelectorAll('iframe')].every(frame => frame.style.height)"
        )
        page.wait_for_timeout(300)

        assert height(page, 0) != height(page, 1)


HOSTILE = """
<script>
  const frame = document.querySelector("iframe");
  const send = () => {
    const tall = {regelruimte: {height: 5000, top: true}};
    for (const data of [tall, "x", null, {answers: {role: "no"}}]) {
      frame.contentWindow.postMessage(data, "*");
      postMessage(data, "*");
    }
  };
  setInterval(send, 20);
</script>
"""


def test_a_hostile_page_that_posts_messages_changes_nothing(
    browser: Browser, host: Host, framed: str
) -> None:
    host.shows(with_script(framed, frame(framed) + HOSTILE))

    with somebody(browser, host) as (page, form):
        sees(form, "De check")
        page.wait_for_function("frame.style.height !== ''")
        page.wait_for_timeout(500)

        assert form.locator("main [name=workplace]:checked").count() == 0
        assert height(page) < 5000


def test_what_the_editor_copies_works(browser: Browser, host: Host, framed: str) -> None:
    with somebody(browser, host) as (page, _):
        page.goto(f"{framed}/insluiten")
        code = page.get_by_label("Code voor een frame met script").input_value()
        expect(page.frame_locator(".preview").first.get_by_role("heading", level=1)).to_be_visible()

    host.shows(code)
    with somebody(browser, host) as (page, form):
        sees(form, "De check")
        page.wait_for_function("document.querySelector('iframe').style.height !== ''")


def test_the_card_may_stand_anywhere(browser: Browser, framed: str) -> None:
    with host_page() as stranger:
        stranger.shows(frame(framed, path="/insluiten/kaart"))
        with somebody(browser, stranger) as (_, form):
            sees(form, "Welke regel zit jou in de weg?")
