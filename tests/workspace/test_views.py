"""What a coordinator sees first, and the list of all proposals."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store.models import OutgoingMail
from regelruimte.workspace import listing
from tests.people import Applicant, Coordinator
from tests.visitor import Page

pytestmark = pytest.mark.both_databases

LIST = "/werkruimte/voorstellen"


def titles(page: Page) -> list[str]:
    return [link.get_text() for link in page.soup.select(".rows th a")]


def groups(page: Page) -> list[str]:
    return [heading.get_text() for heading in page.soup.select(".waiting h2")]


# What waits


def test_nothing_waits_when_there_is_nothing(bart: Coordinator) -> None:
    assert "Er wacht niets." in bart.signs_in().text


def test_what_is_late_comes_before_what_waits(applicant: Applicant, bart: Coordinator) -> None:
    with clock.moved(-timedelta(days=30)):
        applicant.takes(1).has_sent(title="Al weken oud")
    applicant.takes(2).has_sent(title="Net binnen")

    page = bart.signs_in()

    assert groups(page) == ["Te laat", "Wacht op een reactie"]
    assert titles(page) == ["Al weken oud", "Net binnen"]


def test_each_waits_with_who_must_do_something(applicant: Applicant, bart: Coordinator) -> None:
    asked, talking = applicant.takes(1).has_sent(), applicant.takes(2).has_sent()
    bart.has_replied(asked, "info_requested", unclear_questions=["title"], unclear="Wat?")
    bart.has_replied(talking, "in_conversation", message="Even bellen?")

    page = bart.signs_in()

    assert groups(page) == ["In gesprek", "Wacht op een antwoord"]
    assert page.text.count("Wacht op een ander") == 1


def test_a_wrong_address_waits_for_a_call(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent()
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")

    assert "Verkeerd adres" in groups(bart.signs_in())


def test_ten_are_shown_and_a_link_to_all(applicant: Applicant, bart: Coordinator) -> None:
    for number in range(12):
        applicant.has_sent(title=f"Voorstel {number:02}")

    page = bart.signs_in()

    assert len(titles(page)) == 10
    assert len(titles(page.follow("Bekijk alles: wacht op een reactie"))) == 12


def test_mail_that_does_not_arrive_is_told(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    with app.app_context():
        OutgoingMail.update(failed_at=clock.now()).execute()

    assert "3 mails komen niet aan." in bart.signs_in().text


def test_a_link_to_a_draft_that_does_not_arrive_is_none_of_ours(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_written(until="over-jou")
    applicant.opens("later").press("Mail mij de link", resume_email="niemand@voorbeeld.example")
    with app.app_context():
        assert OutgoingMail.update(failed_at=clock.now()).execute() == 1

    assert titles(bart.signs_in()) == []


# The list


@pytest.fixture
def some(applicant: Applicant, bart: Coordinator) -> None:
    """Three proposals that differ."""
    declined = applicant.takes(1).has_sent(title="Afgewezen", confidential="confidential")
    bart.has_replied(declined, "declined", reason="too_broad", sentence="Te breed.")
    applicant.takes(2).has_sent(title="Van de gemeente", rule_level="act")
    with clock.moved(-timedelta(days=30)):
        applicant.takes(7).has_sent(title="Een oud signaal")


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("narrowed", "shown"),
    [
        ("", ["Een oud signaal", "Van de gemeente", "Afgewezen"]),
        ("status=declined", ["Afgewezen"]),
        ("niveau=act", ["Van de gemeente"]),
        ("vertrouwelijk=ja", ["Afgewezen"]),
        ("te-laat=ja", ["Een oud signaal"]),
        ("status=declined&niveau=act", []),
        ("zoek=afgewezen", ["Afgewezen"]),
        ("zoek=AFGEWEZEN&niveau=act", []),
        ("zoek=%21%21", ["Een oud signaal", "Van de gemeente", "Afgewezen"]),
        ("status=nonsens&onbekend=1", ["Een oud signaal", "Van de gemeente", "Afgewezen"]),
        ("voor=abc", ["Een oud signaal", "Van de gemeente", "Afgewezen"]),
        ("voor=99999999999999999999999", ["Een oud signaal", "Van de gemeente", "Afgewezen"]),
        ("voor=" + "9" * 5000, ["Een oud signaal", "Van de gemeente", "Afgewezen"]),
        ("voor=0", []),
    ],
)
def test_the_address_narrows_the_list(bart: Coordinator, narrowed: str, shown: list[str]) -> None:
    bart.signs_in()

    assert titles(bart.browser.visit(f"{LIST}?{narrowed}")) == shown


@pytest.mark.usefixtures("some")
def test_the_form_shows_what_the_list_is_narrowed_by(bart: Coordinator) -> None:
    bart.signs_in()
    page = bart.browser.visit(LIST).press("Zoek", zoek="gemeente", niveau="act")

    assert titles(page) == ["Van de gemeente"]
    assert (page.value("zoek"), page.value("niveau")) == ("gemeente", "act")
    assert parse_qs(urlsplit(page.path).query) == {"zoek": ["gemeente"], "niveau": ["act"]}


def test_a_signal_is_filtered_by(applicant: Applicant, bart: Coordinator) -> None:
    applicant.takes(1).has_sent()
    signal = applicant.takes(7).has_sent()
    assert signal.signal
    bart.signs_in()

    assert titles(bart.browser.visit(f"{LIST}?signaal=ja")) == [signal.title]


def test_pages_follow_one_another_and_show_each_proposal_once(
    applicant: Applicant, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "A_PAGE", 3)
    for number in range(8):
        applicant.has_sent(title=f"Voorstel {number}")
    bart.signs_in()

    page = bart.browser.visit(f"{LIST}?zoek=voorstel")
    seen = titles(page)
    while "Oudere voorstellen" in [a.get_text() for a in page.soup.select("nav a")]:
        page = page.follow("Oudere voorstellen")
        seen += titles(page)

    assert seen == [f"Voorstel {number}" for number in reversed(range(8))]
    assert titles(page.follow("Naar de nieuwste")) == seen[:3]


def test_a_draft_is_in_no_list(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_written_it_all()
    bart.signs_in()

    assert "Geen voorstellen gevonden." in bart.browser.visit(LIST).text


def test_htmx_gets_the_results_with_the_address_to_show(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    bart.signs_in()

    page = bart.browser.visit(f"{LIST}?zoek=x", HX_Request="true", HX_Request_Type="partial")

    assert page.response.headers["HX-Push-Url"] == f"{LIST}?zoek=x"
    assert page.soup.find(id="results")
