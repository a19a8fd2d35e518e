"""What a coordinator sees first, and the list of all proposals."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store.models import OutgoingMail
from regelruimte.workspace import inbox, listing
from tests.people import Applicant, Coordinator
from tests.visitor import Page

pytestmark = pytest.mark.both_databases

LIST = "/werkruimte/voorstellen"


def titles(page: Page) -> list[str]:
    return [
        link.get_text() for link in page.soup.select(".rows th a") if "voorstel" in link["href"]
    ]


def cells(page: Page, label: str) -> list[str]:
    return [cell.get_text() for cell in page.soup.select(f'.rows td[data-label="{label}"]')]


def reasons(page: Page) -> list[str]:
    return cells(page, "Status")


def tabs(page: Page) -> dict[str, str]:
    links = page.soup.select(".tabs a:has(.count)")
    return {link.find(string=True).strip(): link.select_one(".count").get_text() for link in links}


# What waits


def test_nothing_waits_when_there_is_nothing(bart: Coordinator) -> None:
    assert "Er wacht niets." in bart.signs_in().text


def test_what_is_late_comes_before_what_waits(applicant: Applicant, bart: Coordinator) -> None:
    with clock.moved(-timedelta(days=30)):
        applicant.takes(1).has_sent(title="Al weken oud")
    applicant.takes(2).has_sent(title="Net binnen")

    page = bart.signs_in()

    assert reasons(page) == ["Te laat", "Wacht op een reactie"]
    assert titles(page) == ["Al weken oud", "Net binnen"]


def test_a_row_tells_whose_rule_what_waits_when_and_with_whom(
    applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    bart.signs_in()
    bart.looks_at(proposal).press("Opslaan", handler=bart.email)

    page = bart.browser.visit("/werkruimte")

    assert cells(page, "Organisatie") == [applicant.sample["organisation"]]
    assert cells(page, "Wanneer") == [clock.days_away(proposal.reply_due)]
    assert cells(page, "Wie") == ["Bart Krull"]


def test_each_tab_counts_what_waits_there_and_shows_it(
    applicant: Applicant, bart: Coordinator
) -> None:
    asked, talking = applicant.takes(1).has_sent(), applicant.takes(2).has_sent()
    bart.has_replied(asked, "info_requested", scope="loose", unclear="Wat?")
    bart.has_replied(talking, "in_conversation", message="Even bellen?")

    page = bart.signs_in()

    counted = {"Alles": "2", "Reageren": "0", "Gesprekken": "1", "Pilots": "0"}
    assert tabs(page) == counted | {"Wacht op een ander": "1"}
    assert reasons(page) == ["In gesprek", "Wacht op een antwoord"]
    assert reasons(page.follow("Wacht op een ander")) == ["Wacht op een antwoord"]


def test_the_date_that_matters_is_that_of_the_talk_and_of_the_end_of_a_question(
    applicant: Applicant, bart: Coordinator
) -> None:
    asked, talking = applicant.takes(1).has_sent(), applicant.takes(2).has_sent()
    bart.has_replied(asked, "info_requested", scope="loose", unclear="Wat?")
    talk = clock.now() + timedelta(days=3)
    moment = talk.astimezone(clock.NETHERLANDS).strftime("%Y-%m-%dT%H:%M")
    bart.has_replied(talking, "in_conversation", message="Even bellen?", moment=moment)

    closes = clock.today() + timedelta(days=bart.everyone.config.terms.answer_days)
    assert cells(bart.signs_in(), "Wanneer") == ["over 3 dagen", clock.days_away(closes)]


def test_one_sees_what_is_ones_own_and_what_is_nobodys(
    applicant: Applicant, bart: Coordinator
) -> None:
    mine = applicant.takes(1).has_sent(title="Van Bart zelf")
    applicant.takes(2).has_sent(title="Van niemand nog")
    bart.signs_in()
    bart.looks_at(mine).press("Opslaan", handler=bart.email)

    page = bart.browser.visit("/werkruimte")

    assert titles(page.follow("Van mij")) == ["Van Bart zelf"]
    assert titles(page.follow("Van niemand")) == ["Van niemand nog"]
    assert tabs(page.follow("Van mij"))["Alles"] == "1"


@pytest.mark.parametrize(
    ("order", "first"),
    [("titel", "Aan het begin"), ("organisatie", "Aan het eind"), ("datum", "Aan het eind")],
)
def test_a_heading_sorts_by_its_column(
    applicant: Applicant, bart: Coordinator, order: str, first: str
) -> None:
    with clock.moved(-timedelta(days=2)):
        applicant.takes(1).has_sent(title="Aan het eind", organisation="Almere")
    applicant.takes(2).has_sent(title="Aan het begin", organisation="Zutphen")

    bart.signs_in()
    page = bart.browser.visit(f"/werkruimte?volgorde={order}")

    assert titles(page)[0] == first
    assert page.soup.select_one("th[aria-sort]").get_text().lower() in (
        order,
        "voorstel",
        "wanneer",
    )


@pytest.mark.parametrize("query", ["soort=x", "bij=x&volgorde=y", "soort=pilot&bij=mij", "%00"])
def test_whatever_the_address_of_the_inbox_says_is_answered(bart: Coordinator, query: str) -> None:
    bart.signs_in()

    assert bart.browser.visit(f"/werkruimte?{query}").heading.startswith("Dag Bart")


def test_a_wrong_address_waits_for_a_call(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent()
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")

    assert "Verkeerd adres" in reasons(bart.signs_in())


def test_of_many_the_most_urgent_are_shown(
    applicant: Applicant, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "SHOWN", 2)
    for number in range(3):
        applicant.has_sent(title=f"Voorstel {number:02}")

    page = bart.signs_in()

    assert len(titles(page)) == 2
    assert "Dit zijn de 2 dringendste." in page.text
    assert tabs(page)["Alles"] == "3"


def test_the_next_one_is_the_most_urgent_to_reply_to(
    applicant: Applicant, bart: Coordinator
) -> None:
    with clock.moved(-timedelta(days=30)):
        late = applicant.takes(1).has_sent(title="Al weken oud")
    applicant.takes(2).has_sent(title="Net binnen")
    bart.signs_in()

    assert bart.browser.visit("/werkruimte/volgende").heading == "Al weken oud"

    bart.has_replied(late, "already_allowed", room="Hier.")
    assert bart.browser.visit("/werkruimte/volgende").heading == "Net binnen"


def test_when_nothing_waits_for_a_reply_the_next_one_is_the_inbox(bart: Coordinator) -> None:
    bart.signs_in()

    assert bart.browser.visit("/werkruimte/volgende").path == "/werkruimte"


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
