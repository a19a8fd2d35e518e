"""One address gives the page or its fragment."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.web.page import asked_for
from tests.people import Applicant
from tests.visitor import Visitor

PARTIAL = {"HX_Request": "true", "HX_Request_Type": "partial"}


def test_htmx_gets_the_fragment_only(visitor: Visitor) -> None:
    page = visitor.visit("/check", **PARTIAL)

    assert page.soup.find("section", id="questions")
    assert not page.soup.find("footer")
    assert not page.soup.find("html", lang=True)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX_Request": "true"},
        {"HX_Request_Type": "partial"},
        {"HX_Request": "true", "HX_Request_Type": "full"},
        {"HX_Request": "false", "HX_Request_Type": "partial"},
    ],
)
def test_everybody_else_gets_the_whole_page(visitor: Visitor, headers: dict[str, str]) -> None:
    page = visitor._open("GET", "/check", headers=headers)

    assert page.soup.find("footer")
    assert page.soup.find("section", id="questions")


def test_page_and_fragment_have_the_same_title(visitor: Visitor) -> None:
    titles = [visitor.visit("/check", **h).soup.title.get_text() for h in ({}, PARTIAL)]

    assert titles == ["De check - Regelruimte"] * 2


def test_a_fragment_is_one_element_named_after_its_file(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.visitor.visit(f"/voorstel/{applicant.token}/regel", **PARTIAL)

    elements = page.soup.body.find_all(recursive=False)
    assert [(element.name, element["id"]) for element in elements] == [("section", "rule")]


@pytest.mark.parametrize("place", ["regel", "over-jou", "titel", "check", "later"])
def test_titles_of_a_draft_tell_nothing_of_it(applicant: Applicant, place: str) -> None:
    applicant.has_written()

    title = applicant.opens(place).soup.title.get_text()

    assert applicant.sample["title"] not in title


def test_an_error_shows_in_the_title(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.fills_in_this_step(alternative="", expects=422)

    assert page.soup.title.get_text().startswith("Fout: Stap 1 van 2: ")


@pytest.mark.parametrize(
    ("address", "headers"), [("/check", {"Sec_Fetch_Dest": "iframe"}), ("/check?ingesloten=1", {})]
)
def test_a_framed_page_says_what_it_is_who_reads_it_and_when_one_hears(
    visitor: Visitor, address: str, headers: dict[str, str]
) -> None:
    page = visitor.visit(address, **headers)

    assert not page.soup.select(".site-header")
    name, footer = page.soup.find("header").get_text(), page.soup.find("footer")
    for told in ("BZK en de vakbonden", "7 minuten", "10 werkdagen", "Bart Krull en Rense Bos"):
        assert told in name
    assert "b.krull@imi.nu" in footer.get_text()
    assert {"/privacy", "/"} <= {link["href"] for link in footer.select("a[target=_blank]")}


def test_a_framed_step_can_be_opened_in_a_window_of_its_own(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.visitor.visit(f"/voorstel/{applicant.token}/regel", Sec_Fetch_Dest="iframe")

    link = page.soup.find("a", string="Open in een nieuw venster")
    assert link["href"] == f"http://127.0.0.1:8000/voorstel/{applicant.token}"


def test_only_a_redirect_within_the_site_is_made(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.visitor.submit(
        "POST",
        f"/voorstel/{applicant.token}/regel?terug=https://kwaad.example",
        {key: value for key, value in applicant.answers.items() if applicant.page.asks(key)},
    )

    assert page.path == f"/voorstel/{applicant.token}/over-jou"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("vraag=role&mandate=yes", "vraag=role&mandate=yes"),
        ("x=%E2%82%AC%0D%0A&y=a+b", "x=%E2%82%AC%0D%0A&y=a+b"),
        ("x=\u20ac", "x=%E2%82%AC"),
    ],
)
@pytest.mark.parametrize(
    ("path", "header"), [("/check", "HX-Replace-Url"), ("/insluiten", "HX-Push-Url")]
)
def test_what_htmx_shows_in_the_address_bar_fits_a_header(
    visitor: Visitor, path: str, header: str, query: str, shown: str
) -> None:
    page = visitor.visit(f"{path}?{query}", **PARTIAL)

    assert page.response.headers[header] == f"{path}?{shown}"


def test_an_address_that_names_another_site_stays_on_ours(app: Flask) -> None:
    path = "//kwaad.example/€?#".encode().decode("latin-1")  # as WSGI hands it on
    with app.test_request_context("/", environ_overrides={"PATH_INFO": path}):
        assert asked_for() == "/kwaad.example/%E2%82%AC%3F%23"


@pytest.mark.parametrize("raw", ["a=\xff\xfe", "\r\nX-Kwaad: 1", "\x00", "a b"])
def test_a_query_with_bytes_that_no_browser_sends_is_answered(app: Flask, raw: str) -> None:
    sent = {"QUERY_STRING": raw}
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = app.test_client().get("/check", environ_overrides=sent, headers=headers)

    assert answer.status_code == 200
    assert answer.headers["HX-Replace-Url"].isascii()
    assert answer.headers["HX-Replace-Url"].isprintable()
