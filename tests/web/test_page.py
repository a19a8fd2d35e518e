"""One address gives the page or its fragment."""

from __future__ import annotations

import pytest

from tests.people import Applicant
from tests.visitor import Visitor

pytestmark = pytest.mark.any_database

PARTIAL = {"HX_Request": "true", "HX_Request_Type": "partial"}


def test_htmx_gets_the_fragment_only(visitor: Visitor) -> None:
    page = visitor.visit("/check", **PARTIAL)

    assert page.soup.find("section", id="question")
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
    assert page.soup.find("section", id="question")


def test_page_and_fragment_have_the_same_title(visitor: Visitor) -> None:
    titles = [visitor.visit("/check", **h).soup.title.get_text() for h in ({}, PARTIAL)]

    assert titles == ["Vraag 1 van 5 van de check - Regelruimte"] * 2


def test_a_fragment_is_one_element_named_after_its_file(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.visitor.visit(f"/voorstel/{applicant.token}/regel", **PARTIAL)

    elements = page.soup.body.find_all(recursive=False)
    assert [(element.name, element["id"]) for element in elements] == [("section", "step")]


@pytest.mark.parametrize("place", ["regel", "check", "later", "controleren"])
def test_titles_of_a_draft_tell_nothing_of_it(applicant: Applicant, place: str) -> None:
    applicant.has_written()

    title = applicant.opens(place).soup.title.get_text()

    assert applicant.sample["title"] not in title


def test_an_error_shows_in_the_title(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.fills_in_this_step(title="")

    assert page.soup.title.get_text() == "Fout: Stap 1 van 7: De regel - Regelruimte"


@pytest.mark.parametrize(
    ("address", "headers"), [("/check", {"Sec_Fetch_Dest": "iframe"}), ("/check?ingesloten=1", {})]
)
def test_a_framed_page_leaves_the_header_out_and_still_says_whom_to_call(
    visitor: Visitor, address: str, headers: dict[str, str]
) -> None:
    page = visitor.visit(address, **headers)

    assert not page.soup.select(".site-header")
    assert "b.krull@imi.nu" in page.soup.find("footer").get_text()
    assert not page.soup.select(".site-footer__links")


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

    assert page.path == f"/voorstel/{applicant.token}/kosten"
