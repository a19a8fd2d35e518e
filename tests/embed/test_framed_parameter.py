"""What a frame's address asks is carried along, from page to page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from regelruimte.embed.framed_parameter import kept_in_address, kept_in_page
from regelruimte.web.frame import FRAMED, without_words
from tests.people import Applicant
from tests.visitor import Page, Visitor

PARTIAL = {"HX_Request": "true", "HX_Request_Type": "partial"}
STAYS = re.compile(r'(?:href|action|data-hx-get|data-hx-post)="(/(?:check|voorstel)[^"]*)"')


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/check", "/check?ingesloten=1"),
        ("/check?role=policy", "/check?role=policy&ingesloten=1"),
        ("/voorstel/a/regel?terug=x#f-title", "/voorstel/a/regel?terug=x&ingesloten=1#f-title"),
        ("/check?ingesloten=1", "/check?ingesloten=1"),
        ("/checklist", "/checklist"),
        ("/mijn/a", "/mijn/a"),
        ("https://elders.example/check", "https://elders.example/check"),
    ],
)
def test_an_address_that_stays_in_the_frame_says_so(address: str, kept: str) -> None:
    assert kept_in_address(address, [FRAMED]) == kept


def test_what_somebody_typed_is_no_address() -> None:
    typed = "<textarea>href=&#34;/check&#34;</textarea>"

    assert kept_in_page(typed, [FRAMED]) == typed


@pytest.mark.parametrize("place", ["regel", "over-jou", "titel", "later", "check"])
def test_every_link_and_form_of_a_framed_page_stays_framed(
    applicant: Applicant, place: str
) -> None:
    applicant.has_written()

    page = applicant.visitor.visit(f"/voorstel/{applicant.token}/{place}?ingesloten=1")

    addresses = STAYS.findall(page.response.text)
    assert addresses
    assert [a for a in addresses if "ingesloten=1" not in a] == []


def whole_journey(applicant: Applicant, begins_at: str) -> Iterator[Page]:
    """Walk from the check to the reference in a frame; hand over each page on the way."""
    page = applicant.visitor.visit(begins_at)
    yield page
    page = page.press("Verder", **applicant.sample["check"])
    yield page
    for button in ("Verder", "Verstuur je voorstel"):
        typed = {**applicant.answers, "address_is_right": "yes"}
        asked = {key: answer for key, answer in typed.items() if page.asks(key)}
        page = page.press(button, **asked)
        yield page
    assert page.soup.select(".reference")


def test_the_whole_journey_stays_framed(applicant: Applicant) -> None:
    for page in whole_journey(applicant, "/check?ingesloten=1"):
        assert not page.soup.select(".site-header"), page.path


@pytest.mark.parametrize("words", ["ingesloten=1", "ingesloten=1&kleuren=auto"])
def test_a_fragment_and_the_address_bar_stay_framed(visitor: Visitor, words: str) -> None:
    asks = visitor.visit(f"/check?{words}").soup.select_one("[data-hx-get]")["data-hx-get"]
    assert asks == f"/check?{words}"

    fragment = visitor.visit(f"{asks}&vraag=&workplace=national", **PARTIAL)

    assert words in fragment.response.headers["HX-Replace-Url"]
    assert fragment.soup.select_one("form")["action"] == f"/check?{words}"


def test_with_htmx_every_page_that_is_pushed_stays_framed(applicant: Applicant) -> None:
    check = applicant.sample["check"]

    for answers in (check, check | {"time": "alone"}):
        page = applicant.visitor.submit("POST", "/check?ingesloten=1", answers, **PARTIAL)

        assert "ingesloten=1" in page.response.headers["HX-Push-Url"]
        assert page.soup.select_one("form")["action"].endswith("?ingesloten=1")


def test_the_way_out_of_the_frame_leaves_its_words_behind() -> None:
    address = "/check?ingesloten=1&role=policy&kleuren=auto"

    assert without_words(address) == "/check?role=policy"
    assert without_words("/check?ingesloten=1") == "/check"


def colours(page: Page) -> tuple[str, bool]:
    html = page.soup.html
    scheme = page.soup.find("meta", attrs={"name": "color-scheme"})["content"]
    return scheme, "light" in html.get("class", [])


@pytest.mark.parametrize(
    ("address", "frame", "scheme"),
    [
        ("/check", "", "light dark"),
        ("/check?kleuren=auto", "", "light dark"),
        ("/check", "iframe", "light"),
        ("/check?ingesloten=1", "", "light"),
        ("/check?ingesloten=1&kleuren=zwart", "", "light"),
        ("/check?ingesloten=1&kleuren=auto", "", "light dark"),
        ("/check?kleuren=auto", "iframe", "light dark"),
        ("/check/bestaat-niet", "iframe", "light"),
        ("/insluiten/kaart", "iframe", "light"),
        ("/insluiten/kaart?kleuren=auto", "iframe", "light dark"),
    ],
)
def test_a_frame_is_light_unless_its_host_asks(
    visitor: Visitor, address: str, frame: str, scheme: str
) -> None:
    headers = {"Sec_Fetch_Dest": frame} if frame else {}
    status = 404 if "niet" in address else 200

    page = visitor.visit(address, expects=status, **headers)

    assert colours(page) == (scheme, scheme == "light")


def test_the_colours_that_a_host_asks_stay_for_the_whole_journey(applicant: Applicant) -> None:
    for page in whole_journey(applicant, "/check?ingesloten=1&kleuren=auto"):
        assert page.soup.select(".framed-name")
        assert colours(page) == ("light dark", False), page.path
