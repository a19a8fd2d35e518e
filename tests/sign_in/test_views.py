"""Coming into the workspace: by a mailed link or code, once, in the browser that asked."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store.models import OutgoingMail
from regelruimte.version import VERSION
from tests.people import Coordinator, Everyone
from tests.stored import everything_kept
from tests.visitor import Page, Visitor

SIGN_IN = "/werkruimte/aanmelden"


@pytest.fixture
def browser(app: Flask) -> Visitor:
    """A browser that keeps the cookie of the workspace."""
    return Visitor(app, keeps_cookies=True)


def asks(browser: Visitor, email: str = "b.krull@imi.nu") -> Page:
    return browser.visit(SIGN_IN).press("Mail mij een link", email=email)


def is_in(page: Page) -> bool:
    return page.heading == "Dag Bart, deze voorstellen wachten"


def test_a_coordinator_comes_in_by_the_mailed_link(bart: Coordinator) -> None:
    assert is_in(bart.signs_in())
    assert is_in(bart.browser.visit("/werkruimte"))


def test_only_who_signed_in_sees_which_version_this_is(browser: Visitor, bart: Coordinator) -> None:
    told = f"versie {VERSION}"

    assert told in bart.signs_in().response.text
    for place in ("/", "/privacy", SIGN_IN):
        assert told not in browser.visit(place).response.text


def test_the_mail_tells_what_to_do_and_for_how_long(browser: Visitor, bart: Coordinator) -> None:
    asks(browser)
    letter = bart.reads_mail()

    assert letter.subject == "[Regelruimte] Aanmelden bij de werkruimte"
    assert "werken 15 minuten, één keer" in letter.text
    assert letter.text.count("http") == 1


def test_the_same_is_said_to_everybody_and_only_coordinators_get_mail(
    everyone: Everyone, browser: Visitor
) -> None:
    ours, strangers = asks(browser), asks(browser, "iemand@anders.example")

    assert ours.text == strangers.text
    assert everyone.post_for("iemand@anders.example") == []
    assert len(everyone.post_for("b.krull@imi.nu")) == 1


def test_opening_the_link_signs_nobody_in_until_a_person_chooses(
    browser: Visitor, bart: Coordinator
) -> None:
    asks(browser)
    page = browser.visit(bart.reads_mail().link)

    assert page.value("sign_me_in") is None
    assert page.press("Meld mij aan", expects=422).errors == {
        "sign_me_in": "Kies of je je wilt aanmelden."
    }
    assert browser.visit("/werkruimte").heading == "Aanmelden bij de werkruimte"


def test_the_link_opens_nothing_in_another_browser(
    app: Flask, browser: Visitor, bart: Coordinator
) -> None:
    asks(browser)
    other = Visitor(app, keeps_cookies=True)
    asks(other, "iemand@anders.example")
    link = bart.reads_mail().link

    for visitor in (other, Visitor(app)):
        assert visitor.visit(link).status == 404
        assert visitor.submit("post", link, {"sign_me_in": "yes"}).status == 404


def test_the_link_works_once(bart: Coordinator) -> None:
    bart.signs_in()

    assert (
        bart.browser.visit(bart.reads_mail().link, expects=404).heading
        == "Deze link werkt hier niet"
    )


def test_the_link_works_for_fifteen_minutes(browser: Visitor, bart: Coordinator) -> None:
    asks(browser)
    link = bart.reads_mail().link

    with clock.moved(timedelta(minutes=14)):
        assert browser.visit(link).status == 200
    with clock.moved(timedelta(minutes=16)):
        assert browser.visit(link).status == 404


def code_in(text: str) -> str:
    found = re.search(r"^\w{4}-\w{4}$", text, re.MULTILINE)
    assert found
    return found[0]


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_the_code_signs_in_too_however_it_is_typed(
    browser: Visitor, bart: Coordinator, typed: object
) -> None:
    page = asks(browser)
    code = typed(code_in(bart.reads_mail().text))  # type: ignore[operator]

    assert is_in(page.press("Meld mij aan", code=code))


def test_the_code_is_nothing_in_another_browser(
    app: Flask, browser: Visitor, bart: Coordinator
) -> None:
    asks(browser)
    code = code_in(bart.reads_mail().text)
    other = asks(Visitor(app, keeps_cookies=True), "iemand@anders.example")

    assert "code" in other.press("Meld mij aan", code=code, expects=422).errors


def test_after_five_wrong_codes_the_right_one_is_too_late(
    browser: Visitor, bart: Coordinator
) -> None:
    page = asks(browser)
    code = code_in(bart.reads_mail().text)
    for _ in range(5):
        page = page.press("Meld mij aan", code="7777-7777", expects=422)
        assert "Deze code klopt niet" in page.errors["code"]

    assert "code" in page.press("Meld mij aan", code=code, expects=422).errors
    assert browser.visit(bart.reads_mail().link).status == 404


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_five_mails_an_hour_go_to_one_address(browser: Visitor, everyone: Everyone) -> None:
    for _ in range(7):
        asks(browser)
    assert len(everyone.post_for("b.krull@imi.nu")) == 5

    with clock.moved(timedelta(minutes=61)):
        asks(browser)
        assert len(everyone.post_for("b.krull@imi.nu")) == 6


def from_elsewhere(app: Flask, number: int) -> Visitor:
    """Return a browser on a network of its own, that never signed anybody in."""
    browser = Visitor(app, keeps_cookies=True)
    browser.client.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
    return browser


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_who_signed_in_before_is_not_locked_out_by_a_hundred_strangers(
    app: Flask, bart: Coordinator
) -> None:
    bart.signs_in()
    bart.browser.visit("/werkruimte/afmelden").press("Meld mij af", sign_me_out="everywhere")

    for number in range(100):
        stranger = from_elsewhere(app, number)
        for _ in range(2):
            asks(stranger)

    assert is_in(bart.signs_in())


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_one_stranger_locks_nobody_out_who_asks_from_elsewhere(
    app: Flask, bart: Coordinator
) -> None:
    stranger = from_elsewhere(app, 1)
    for _ in range(30):
        asks(stranger)

    assert is_in(bart.signs_in())


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_however_many_strangers_ask_a_coordinator_gets_twenty_mails_an_hour(
    app: Flask, everyone: Everyone
) -> None:
    for number in range(30):
        asks(from_elsewhere(app, number))

    assert len(everyone.post_for("b.krull@imi.nu")) == 20


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_the_mark_of_one_coordinator_is_no_share_of_another_s(
    bart: Coordinator, rense: Coordinator
) -> None:
    bart.signs_in()
    for _ in range(7):
        asks(bart.browser, rense.email)

    assert len(bart.everyone.post_for(rense.email)) == 5


def test_the_mark_alone_opens_nothing(app: Flask, bart: Coordinator) -> None:
    bart.signs_in()
    marked = bart.browser.client.get_cookie("werkruimte-bekend", "127.0.0.1", "/werkruimte")
    assert marked
    other = Visitor(app, keeps_cookies=True)
    other.client.set_cookie(marked.key, marked.value, domain="127.0.0.1", path="/werkruimte")

    assert not is_in(other.visit("/werkruimte"))


@pytest.mark.smtp
def test_a_sign_in_mail_that_came_too_late_is_not_sent(
    browser: Visitor, everyone: Everyone
) -> None:
    everyone.post_office.closed = "451 later"
    asks(browser)
    assert everyone.post_for("b.krull@imi.nu") == []
    everyone.post_office.closed = ""

    with clock.moved(timedelta(minutes=16)):
        assert everyone.post_for("b.krull@imi.nu") == []


@pytest.mark.smtp
def test_a_sign_in_mail_that_waited_a_little_is_sent(browser: Visitor, everyone: Everyone) -> None:
    everyone.post_office.closed = "451 later"
    asks(browser)
    everyone.post_for("b.krull@imi.nu")
    everyone.post_office.closed = ""

    with clock.moved(timedelta(minutes=14)):
        assert len(everyone.post_for("b.krull@imi.nu")) == 1


@pytest.mark.parametrize("path", ["aanmelden", "aanmelden/code", "afmelden", "voorstel/x/notitie"])
def test_another_site_cannot_post_here(bart: Coordinator, path: str) -> None:
    bart.signs_in()
    before = bart.browser.client.get_cookie("werkruimte", "127.0.0.1", "/werkruimte")

    page = bart.browser.submit("post", f"/werkruimte/{path}", {}, Sec_Fetch_Site="cross-site")

    assert page.status == 403
    assert bart.browser.client.get_cookie("werkruimte", "127.0.0.1", "/werkruimte") == before


def test_a_link_from_another_site_still_opens_the_workspace(bart: Coordinator) -> None:
    bart.signs_in()

    assert is_in(bart.browser.visit("/werkruimte", Sec_Fetch_Site="cross-site"))


def test_a_session_ends_after_twelve_hours(bart: Coordinator) -> None:
    bart.signs_in()

    with clock.moved(timedelta(hours=11)):
        assert is_in(bart.browser.visit("/werkruimte"))
    with clock.moved(timedelta(hours=13)):
        assert not is_in(bart.browser.visit("/werkruimte"))


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("/werkruimte/voorstellen?status=submitted", "/werkruimte/voorstellen?status=submitted"),
        ("/werkruimte/voorstel/%0D%0AX-Kwaad:%201", "/werkruimte/voorstel/%0D%0AX-Kwaad:%201"),
        ("/werkruimte/voorstel/%E2%82%AC", "/werkruimte/voorstel/%E2%82%AC"),
        (f"/werkruimte/voorstellen?zoek={'x' * 5000}", "/werkruimte"),
    ],
)
def test_what_was_wanted_is_shown_after_signing_in(
    browser: Visitor, bart: Coordinator, wanted: str, shown: str
) -> None:
    browser.visit(wanted)
    asks(browser)

    token = urlsplit(bart.reads_mail().link).path
    answer = browser.client.post(token, base_url=browser.origin, data={"sign_me_in": "yes"})

    assert (answer.status_code, answer.headers["Location"]) == (303, shown)


def test_signing_out_ends_this_session_only(app: Flask, bart: Coordinator) -> None:
    bart.signs_in()
    first, bart.browser = bart.browser, Visitor(app, keeps_cookies=True)
    bart.signs_in()

    bart.browser.visit("/werkruimte/afmelden").press("Meld mij af", sign_me_out="here")

    assert not is_in(bart.browser.visit("/werkruimte"))
    assert is_in(first.visit("/werkruimte"))


def test_signing_out_everywhere_ends_all(app: Flask, bart: Coordinator, rense: Coordinator) -> None:
    bart.signs_in()
    rense.signs_in()
    first, bart.browser = bart.browser, Visitor(app, keeps_cookies=True)
    bart.signs_in()

    bart.browser.visit("/werkruimte/afmelden").press("Meld mij af", sign_me_out="everywhere")

    assert not is_in(first.visit("/werkruimte"))
    assert rense.browser.visit("/werkruimte").heading == "Dag Rense, deze voorstellen wachten"


def test_a_copied_cookie_is_worth_nothing_after_signing_out(bart: Coordinator) -> None:
    bart.signs_in()
    cookie = bart.browser.client.get_cookie("werkruimte", "127.0.0.1", "/werkruimte")
    assert cookie
    bart.browser.visit("/werkruimte/afmelden").press("Meld mij af", sign_me_out="here")

    bart.browser.client.set_cookie(
        "werkruimte", cookie.value, domain="127.0.0.1", path="/werkruimte"
    )

    assert not is_in(bart.browser.visit("/werkruimte"))


@pytest.mark.settings(COORDINATORS="Truus Jansen <t.jansen@imi.nu>")
def test_somebody_who_is_no_coordinator_any_more_gets_no_link(
    everyone: Everyone, browser: Visitor
) -> None:
    asks(browser)

    assert everyone.post_for("b.krull@imi.nu") == []


def test_a_post_from_another_site_is_refused_and_what_was_typed_is_kept(
    bart: Coordinator,
) -> None:
    bart.signs_in()

    page = bart.browser.submit(
        "post", "/werkruimte/afmelden", {"csrf": "geraden", "sign_me_out": "here"}
    )

    assert page.status == 403
    assert page.value("sign_me_out") == "here"
    assert is_in(bart.browser.visit("/werkruimte"))


@pytest.mark.parametrize("kind", ["partial", "full"])
def test_with_htmx_the_whole_window_goes_to_sign_in(browser: Visitor, kind: str) -> None:
    headers = {"HX-Request": "true", "HX-Request-Type": kind}

    response = browser.client.get("/werkruimte/voorstellen?zoek=x", headers=headers)

    assert response.headers["HX-Redirect"] == SIGN_IN


@pytest.mark.settings(SITE_URL="https://regelruimte.example")
def test_over_https_the_cookie_travels_there_only(bart: Coordinator) -> None:
    response = bart.browser.client.get("/werkruimte", base_url="https://regelruimte.example")

    assert "Secure" in response.headers["Set-Cookie"]


def test_neither_links_nor_codes_nor_sessions_are_kept_as_they_are(
    app: Flask, bart: Coordinator
) -> None:
    bart.signs_in()
    letter = bart.reads_mail()
    with app.app_context():
        OutgoingMail.update(text="", html="").execute()  # as production does once delivered

    kept = everything_kept(app)

    assert letter.link.split("/")[-1] not in kept
    assert code_in(letter.text).replace("-", "") not in kept
