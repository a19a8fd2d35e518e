"""What an applicant does with what was sent: take it back, wipe it out, keep it, begin again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.leave import wipe_out, withdraw
from regelruimte.limits.count import Limit
from regelruimte.proposals import alerts
from regelruimte.proposals.questions import RULE_STEP
from regelruimte.store.models import TABLES, Erasure, Proposal
from tests.people import Applicant, Coordinator
from tests.stored import dump, everything_kept, mails
from tests.swap import swap
from tests.visitor import Page

pytestmark = pytest.mark.both_databases


@pytest.fixture
def own(applicant: Applicant) -> Page:
    """The applicant's own page."""
    applicant.has_sent()
    return applicant.opens_own_page()


def test_a_proposal_can_be_taken_back(applicant: Applicant, own: Page) -> None:
    page = own.follow("Je voorstel intrekken").press("Trek je voorstel in", withdraw_it="yes")

    assert "Status: Ingetrokken" in page.text
    assert "Je voorstel intrekken" not in page.text
    assert applicant.stored.closed_at is not None


def test_both_coordinators_hear_of_it(own: Page, bart: Coordinator) -> None:
    own.follow("Je voorstel intrekken").press("Trek je voorstel in", withdraw_it="yes")

    assert "ingetrokken" in bart.reads_mail().subject
    assert "Op dit voorstel kun je nu niet reageren." in bart.opens_the_link().text


@pytest.mark.parametrize(
    ("link", "button"),
    [
        ("Je voorstel intrekken", "Trek je voorstel in"),
        ("Alles wissen", "Wis alles"),
        ("Nog een regel?", "Begin met"),
    ],
)
def test_nothing_happens_without_a_choice(app: Flask, own: Page, link: str, button: str) -> None:
    page = own.follow(link)
    before = dump(app)

    page = page.press(button)

    assert page.status == 422
    assert dump(app) == before


@pytest.mark.parametrize("link", ["Je voorstel intrekken", "Alles wissen"])
def test_one_can_still_decide_not_to(app: Flask, own: Page, link: str) -> None:
    page = own.follow(link)
    before = dump(app)

    page.press(
        "Trek je" if "trek" in link else "Wis alles",
        **{"withdraw_it" if "trek" in link else "erase_it": "no"},
    )

    assert dump(app) == before


@pytest.mark.settings(UNDO_MINUTES=15)
def test_what_was_closed_meanwhile_cannot_be_taken_back(
    applicant: Applicant, own: Page, bart: Coordinator
) -> None:
    page = own.follow("Je voorstel intrekken")
    bart.has_replied(applicant.stored, "already_allowed", room="Hier.")

    page = page.press("Trek je voorstel in", withdraw_it="yes")

    assert page.status == 409
    assert "Binnen 15 minuten krijg je daar een mail over." in page.text
    assert applicant.stored.status == "already_allowed"


@pytest.mark.settings(UNDO_MINUTES=15)
def test_after_taking_it_back_no_reply_is_mailed(
    applicant: Applicant, own: Page, bart: Coordinator
) -> None:
    bart.has_replied(applicant.stored, "in_conversation", message="Bel me.")
    page = own.follow("Je voorstel intrekken").press("Trek je voorstel in", withdraw_it="yes")

    assert "Status: Ingetrokken" in page.text
    with clock.moved(timedelta(hours=1)):
        assert len(applicant.everyone.post_for(applicant.email)) == 1  # the receipt


@pytest.mark.settings(UNDO_MINUTES=15)
def test_after_taking_it_back_nobody_gets_the_appointment(
    applicant: Applicant, own: Page, bart: Coordinator
) -> None:
    talk = {"message": "Bel me.", "moment": f"{clock.today().year + 1}-03-01T10:00"}
    bart.has_replied(applicant.stored, "in_conversation", **talk)
    own.follow("Je voorstel intrekken").press("Trek je voorstel in", withdraw_it="yes")

    with clock.moved(timedelta(hours=1)):
        subjects = [letter.subject for letter in applicant.everyone.post_for(bart.email)]
    assert not [subject for subject in subjects if "Gesprek over" in subject]
    assert [subject for subject in subjects if "is ingetrokken" in subject]


def test_everything_can_be_wiped_out(app: Flask, applicant: Applicant, own: Page) -> None:
    page = own.follow("Alles wissen").press("Wis alles", erase_it="yes")

    assert page.heading == "Alles is gewist"
    with app.app_context():
        left = {table.__name__: table.select().count() for table in TABLES}
        assert left == {**dict.fromkeys(left, 0), "Erasure": 1, "OutgoingMail": 2}
        assert Erasure.select().count() == 1
    for word in (applicant.email, applicant.sample["title"], applicant.sample["name"]):
        assert word not in everything_kept(app)


def test_who_wipes_out_twice_at_once_asks_the_coordinators_once(
    app: Flask, applicant: Applicant, own: Page
) -> None:
    config, proposal = app.config["REGELRUIMTE"], applicant.stored
    with app.app_context():
        wipe_out(proposal, config)
        asked = len(mails(app))
        wipe_out(proposal, config)

    assert len(mails(app)) == asked


def test_after_it_no_link_works(applicant: Applicant, own: Page, bart: Coordinator) -> None:
    alert = bart.reads_mail().link
    own.follow("Alles wissen").press("Wis alles", erase_it="yes")

    for address in (own.path, alert, f"/voorstel/{applicant.token}"):
        assert applicant.visitor.visit(address, expects=404).heading == "Deze link werkt niet"


def test_the_coordinators_are_asked_to_delete_their_mails(own: Page, bart: Coordinator) -> None:
    own.follow("Alles wissen").press("Wis alles", erase_it="yes")

    assert "Verwijder die mail dan ook." in bart.reads_mail().text.replace("\n", " ")


def test_everything_can_be_downloaded(applicant: Applicant, own: Page, bart: Coordinator) -> None:
    bart.has_replied(applicant.stored, "already_allowed", room="Artikel 7:3.")

    response = own.follow("alles downloaden").response

    told = response.get_json()
    assert response.headers["Content-Disposition"] == 'attachment; filename="regelruimte.json"'
    assert told["kenmerk"] == applicant.stored.reference
    assert [entry["antwoord"] for entry in told["antwoorden"]] == [
        entry["text"] for entry in applicant.stored.record
    ]
    assert told["reacties"][0]["inhoud"][0]["antwoord"] == "Artikel 7:3."


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_download_holds_no_reply_before_its_time(
    applicant: Applicant, own: Page, bart: Coordinator
) -> None:
    bart.has_replied(applicant.stored, "already_allowed", room="Artikel 7:3.")

    told = own.follow("alles downloaden").response.get_json()

    assert (told["status"], told["reacties"]) == ("Ontvangen", [])


def test_everything_can_be_printed(applicant: Applicant, own: Page) -> None:
    page = own.follow("Alles afdrukken")

    assert [e["text"] for e in applicant.stored.record if e["text"] not in page.soup.text] == []


def test_the_summary_for_a_manager_says_nothing_of_the_applicant(
    applicant: Applicant, own: Page
) -> None:
    page = own.follow("Samenvatting voor je leidinggevende")

    assert applicant.sample["alternative"] in page.text
    shown = page.soup.find("main").text
    own_details = (applicant.sample[key] for key in ("name", "email", "phone", "organisation"))
    assert [detail for detail in own_details if detail and str(detail) in shown] == []


def test_another_rule_begins_with_one_s_own_details(applicant: Applicant, own: Page) -> None:
    page = own.follow("Nog een regel?").press("Begin met", next_one="filled")

    assert page.heading == RULE_STEP.title
    token = page.path.split("/")[2]
    applicant.token = token
    answers = applicant.stored.answers
    assert answers["email"] == applicant.email
    assert "rule_text" not in answers
    assert "confidential" not in answers
    assert applicant.stored.check_answers == applicant.sample["check"]


def test_another_rule_can_begin_empty(app: Flask, own: Page) -> None:
    page = own.follow("Nog een regel?").press("Begin met", next_one="empty")

    assert page.path == "/check"
    with app.app_context():
        assert Proposal.select().count() == 1


def test_an_appointment_comes_as_a_file_that_names_nothing(
    applicant: Applicant, own: Page, bart: Coordinator
) -> None:
    moment = f"{clock.today().year + 1}-03-01T10:00"
    bart.has_replied(applicant.stored, "in_conversation", message="Bel me.", moment=moment)

    page = applicant.opens_own_page()
    file = page.follow("Zet het gesprek in je agenda").response

    assert f"1 maart {moment[:4]} om 10.00 uur" in page.text
    assert f"DTSTART:{moment[:4]}0301T090000Z\r\n" in file.text
    assert "SUMMARY:Gesprek\r\n" in file.text
    assert file.mimetype == "text/calendar"
    for word in (applicant.stored.reference, applicant.sample["title"], "regel\r"):
        assert word not in file.text


def test_without_an_appointment_there_is_no_file(applicant: Applicant, own: Page) -> None:
    assert applicant.visitor.visit(f"{own.path}/gesprek.ics").status == 404
    assert "agenda" not in own.text


def test_a_moment_in_the_past_is_refused(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent()
    bart.opens_the_link()

    page = bart.prepares("Uitnodigen", message="Bel me.", moment="2020-01-01T10:00", expects=422)

    assert list(page.errors) == ["moment"]
    assert page.value("moment") == "2020-01-01T10:00"


def test_a_mail_s_link_to_these_pages_first_asks_who_is_there(applicant: Applicant) -> None:
    applicant.has_sent()
    door = applicant.reads_mail().link

    for place in ("downloaden", "afdrukken", "samenvatting", "intrekken", "wissen", "nieuw"):
        assert applicant.visitor.visit(f"{door}/{place}").heading == "Ben jij dit?"


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_in_a_flood_nobody_hears_twice_of_what_nobody_heard_of(
    app: Flask, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap(monkeypatch, alerts._AT_ONCE, Limit("alerts of unconfirmed addresses", an_hour=1))
    applicant.has_sent(email="een@voorbeeld.example")
    second = applicant.has_sent(email="twee@voorbeeld.example")
    before = [mail.kind for mail in mails(app)]
    with app.app_context():
        withdraw(second, applicant.everyone.config)
        wipe_out(Proposal.get_by_id(second.id), applicant.everyone.config)

    assert {mail.kind for mail in mails(app)} <= set(before)
