"""The call and the pages around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from regelruimte import clock, create_app
from regelruimte.config import read_config
from regelruimte.store.db import database, open_database
from tests.visitor import Visitor

PAGES = ["/", "/privacy", "/toegankelijkheid"]


def test_the_call_asks_which_rule_is_in_the_way(visitor: Visitor) -> None:
    page = visitor.visit("/")

    assert page.heading == "Welke regel zit jou in de weg?"
    assert page.follow("Doe de check").heading == "De check"


def test_the_call_names_its_four_conditions(visitor: Visitor) -> None:
    assert len(visitor.visit("/").soup.select("ol.conditions li")) == 4


def test_the_call_says_that_it_is_no_application(visitor: Visitor) -> None:
    text = visitor.visit("/").text

    assert "Je voorstel is geen officiële aanvraag en onze reactie is geen besluit." in text
    assert "uitdaagrecht" in text


@pytest.mark.parametrize("address", PAGES)
def test_the_coordinators_can_be_reached_from_every_page(visitor: Visitor, address: str) -> None:
    html = visitor.visit(address).response.get_data(as_text=True)

    assert "mailto:b.krull@imi.nu" in html
    assert "tel:+31641838941" in html
    assert "mailto:r.bos@imi.nu" in html
    assert "tel:+31644548828" in html


@pytest.mark.settings(COORDINATORS="Truus Test <t.test@voorbeeld.example>")
@pytest.mark.parametrize("address", PAGES)
def test_other_coordinators_are_a_setting(visitor: Visitor, address: str) -> None:
    page = visitor.visit(address)

    assert "Truus Test" in page.soup.get_text()
    assert "Bart" not in page.soup.get_text()


@pytest.mark.settings(DRAFT_DAYS=33)
def test_privacy_names_the_term_of_a_draft(visitor: Visitor) -> None:
    assert "33 dagen na de laatste wijziging" in visitor.visit("/privacy").text


def test_privacy_shows_what_only_the_owner_can_fill_in(visitor: Visitor) -> None:
    page = visitor.visit("/privacy")

    assert len(page.soup.select(".todo")) == 6
    assert "Autoriteit Persoonsgegevens" in page.text


FILLED_IN = {
    "CONTROLLER": "de minister van BZK",
    "LEGAL_BASIS": "een taak van algemeen belang",
    "RECIPIENTS": "Hostingbedrijf B.V.",
    "PRIVACY_OFFICER": "fg@voorbeeld.example",
    "COMPLAINTS": "klachten@voorbeeld.example",
}


@pytest.mark.settings(**FILLED_IN, BACKUP_DAYS=21)
def test_privacy_shows_what_was_filled_in(visitor: Visitor) -> None:
    page = visitor.visit("/privacy")

    assert page.soup.select(".todo") == []
    assert [text for text in FILLED_IN.values() if text not in page.text] == []
    assert "na 21 dagen" in page.text


@pytest.mark.settings(PROGRAMMES="het programma Ruimte", HOST_PAGE="Ons plein <https://plein.nl/x>")
def test_the_programme_and_the_host_page_are_settings(visitor: Visitor) -> None:
    page = visitor.visit("/")

    assert "hoort bij het programma Ruimte." in page.text
    assert page.soup.find("a", href="https://plein.nl/x").get_text() == "Ons plein"


def test_accessibility_does_not_claim_too_much(visitor: Visitor) -> None:
    text = visitor.visit("/toegankelijkheid").text

    assert "We zeggen daarom niet dat de site helemaal voldoet." in text


STATEMENT = "https://register.example/1"


@pytest.mark.settings(ACCESSIBILITY_AUDIT="Bureau X, mei 2027", ACCESSIBILITY_STATEMENT=STATEMENT)
def test_accessibility_shows_what_was_filled_in(visitor: Visitor) -> None:
    page = visitor.visit("/toegankelijkheid")

    assert page.soup.select(".todo") == []
    assert "Bureau X, mei 2027" in page.text
    assert page.soup.find("a", href=STATEMENT)


def test_all_links_on_the_fixed_pages_lead_somewhere(visitor: Visitor) -> None:
    for address in PAGES:
        for link in visitor.visit(address).soup.find_all("a"):
            if link["href"].startswith("/"):
                assert visitor.visit(link["href"]).status == 200, link


@pytest.mark.settings(SITE_URL="https://regelruimte.example")
def test_security_txt_says_where_to_report_and_is_not_out_of_date(app: Flask) -> None:
    response = app.test_client().get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in response.text.splitlines())
    expires = datetime.fromisoformat(lines["Expires"].replace("Z", "+00:00")).astimezone(UTC)

    assert response.mimetype == "text/plain"
    assert lines["Contact"].startswith("mailto:")
    assert lines["Canonical"] == "https://regelruimte.example/.well-known/security.txt"
    assert clock.now() < expires < clock.now() + timedelta(days=365)


@pytest.mark.settings(
    SECURITY_CONTACT="lek@voorbeeld.example", SECURITY_POLICY="https://voorbeeld.example/lek"
)
def test_security_txt_names_whom_the_owner_named(app: Flask) -> None:
    lines = app.test_client().get("/.well-known/security.txt").text.splitlines()

    assert "Contact: mailto:lek@voorbeeld.example" in lines
    assert "Policy: https://voorbeeld.example/lek" in lines
    assert [line for line in lines if line.startswith("Contact")][1:] == []


def test_the_old_place_of_security_txt_leads_to_the_new_one(app: Flask) -> None:
    response = app.test_client().get("/security.txt")

    assert response.status_code == 303
    assert response.location == "/.well-known/security.txt"


@pytest.mark.parametrize(
    "path", ["/voorstel", "/mijn", "/reactie", "/lezen", "/oordeel", "/werkruimte", "/postbak"]
)
def test_search_engines_stay_out_of_what_is_not_for_everybody(app: Flask, path: str) -> None:
    assert f"Disallow: {path}" in app.test_client().get("/robots.txt").text.splitlines()


def test_health_is_json(visitor: Visitor) -> None:
    response = visitor.visit("/healthz").response

    assert response.json["status"] == "green"
    assert response.headers["Cache-Control"] == "no-store"


def test_health_names_what_only_the_owner_can_fill_in(visitor: Visitor) -> None:
    blanks = visitor.visit("/healthz").response.json["blanks"]

    assert {"CONTROLLER", "COMPLAINTS", "SECURITY_CONTACT"} <= set(blanks)


@pytest.mark.settings(
    **FILLED_IN,
    BACKUP_DAYS=21,
    SECURITY_CONTACT="lek@voorbeeld.example",
    ACCESSIBILITY_STATEMENT=STATEMENT,
)
def test_health_names_nothing_once_all_is_filled_in(visitor: Visitor) -> None:
    assert visitor.visit("/healthz").response.json == {"status": "green"}


@pytest.mark.settings(COMPLAINTS="klachten@voorbeeld.example")
def test_whoever_does_not_agree_is_told_where_to_complain(visitor: Visitor) -> None:
    for address in ("/", "/privacy"):
        assert "klachten@voorbeeld.example" in visitor.visit(address).text


@pytest.fixture
def spoilt(app: Flask, tmp_path: Path, environment: dict[str, str]) -> Iterator[Visitor]:
    """Somebody who visits a site whose database is no database."""
    (tmp_path / "spoilt.sqlite").write_bytes(b"x" * 10_000)
    url = f"sqlite:///{tmp_path}/spoilt.sqlite"
    visitor = Visitor(create_app(read_config(environment | {"REGELRUIMTE_DATABASE_URL": url})))
    yield visitor
    database.close()
    database.initialize(open_database(app.config["REGELRUIMTE"].database_url))


def test_health_is_red_without_a_database(spoilt: Visitor) -> None:
    page = spoilt.visit("/healthz")

    assert (page.status, page.response.json) == (503, {"status": "red"})


def test_without_a_database_every_page_says_what_to_do(spoilt: Visitor) -> None:
    page = spoilt.visit(f"/mijn/{'a' * 32}")

    assert page.status == 503
    assert page.heading == "De site is even niet bereikbaar"
    assert page.response.headers["Retry-After"] == "60"


def test_what_was_typed_can_be_sent_again(spoilt: Visitor) -> None:
    address = f"/voorstel/{'a' * 32}/regel?gemaild=1"

    page = spoilt.submit("POST", address, {"title": "Niet “kwijt”", "affected": ["me", "team"]})

    assert page.status == 503
    assert page.value("title") == "Niet “kwijt”"
    form = page.soup.find("form")
    assert (form["method"], form["action"]) == ("post", address)
    assert [field["value"] for field in form.find_all("input")] == ["Niet “kwijt”", "me", "team"]
