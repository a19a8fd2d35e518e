"""What a frame's address asks is carried along, from page to page."""

from __future__ import annotations

import re

import pytest

from regelruimte.embed.framed_parameter import kept_in_address, kept_in_page
from regelruimte.web.frame import FRAMED, without_words
from tests.people import SAMPLES, Applicant
from tests.visitor import Page, Visitor

STAYS = re.compile(r'(?:href|action|data-hx-post)="(/(?:check|voorstel)[^"]*)"')


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


@pytest.mark.parametrize("place", ["regel", "aanpak", "over-jou", "controleren", "later", "check"])
def test_every_link_and_form_of_a_framed_page_stays_framed(
    applicant: Applicant, place: str
) -> None:
    applicant.has_written()

    page = applicant.visitor.visit(f"/voorstel/{applicant.token}/{place}?ingesloten=1")

    addresses = STAYS.findall(page.response.text)
    assert addresses
    assert [a for a in addresses if "ingesloten=1" not in a] == []


def test_the_whole_journey_stays_framed(visitor: Visitor, applicant: Applicant) -> None:
    page = visitor.visit("/check?ingesloten=1")
    for key, answer in SAMPLES[0]["check"].items():
        page = page.press(
            "Bekijk de uitkomst" if key == "time" else "Volgende vraag", **{key: answer}
        )
        assert not page.soup.select(".site-header")
    page = page.press("Beschrijf je regel")
    assert not page.soup.select(".site-header")
    for _ in range(7):
        asked = {k: v for k, v in applicant.answers.items() if page.asks(k)}
        page = page.press(page.soup.select_one("form button").get_text(strip=True), **asked)
        assert not page.soup.select(".site-header")

    page = page.press("Verstuur je voorstel", address_is_right="yes")

    assert page.soup.select(".reference")
    assert not page.soup.select(".site-header")


def test_a_fragment_and_the_address_bar_stay_framed(visitor: Visitor) -> None:
    page = visitor.visit(
        "/check?ingesloten=1&workplace=national", HX_Request="true", HX_Request_Type="partial"
    )

    assert "ingesloten=1" in page.response.headers["HX-Push-Url"]
    assert page.soup.find("input", attrs={"name": "ingesloten", "value": "1"})


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


def test_the_colours_that_a_host_asks_stay_for_the_whole_journey(
    visitor: Visitor, applicant: Applicant
) -> None:
    page = visitor.visit("/check?ingesloten=1&kleuren=auto")
    for key, answer in SAMPLES[0]["check"].items():
        page = page.press(page.soup.select_one("form button").get_text(strip=True), **{key: answer})
        assert colours(page) == ("light dark", False)
    page = page.press("Beschrijf je regel")

    assert page.soup.select(".framed-name")
    assert colours(page) == ("light dark", False)
