"""The pages that finish a draft: later, the overview, sending, and where it went."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from tests.people import Applicant
from tests.stored import dump, mails


def test_the_overview_shows_every_answer(applicant: Applicant) -> None:
    page = applicant.has_written()

    assert page.heading == "Controleer je antwoorden"
    assert applicant.sample["alternative"] in page.soup.get_text()
    assert "Interne regel van mijn organisatie" in page.text


def test_the_overview_shows_the_address_by_itself(applicant: Applicant) -> None:
    page = applicant.has_written()

    assert page.soup.select_one(".address").get_text() == applicant.email


def test_each_answer_can_be_changed_from_the_overview(applicant: Applicant) -> None:
    page = applicant.has_written().follow("Wijzig : Geef je voorstel een korte titel")

    page = page.press("Bewaar en ga naar het overzicht", title="Een andere titel")

    assert page.heading == "Controleer je antwoorden"
    assert "Een andere titel" in page.text


def test_whether_the_address_is_right_must_be_chosen(app: Flask, applicant: Applicant) -> None:
    page = applicant.has_written().press("Verstuur je voorstel")

    assert page.status == 422
    assert page.errors == {
        "address_is_right": "Kijk of je e-mailadres klopt, en kies een antwoord."
    }
    assert mails(app) == []


def test_a_wrong_address_can_be_changed_first(app: Flask, applicant: Applicant) -> None:
    page = applicant.has_written().press("Verstuur je voorstel", address_is_right="no")

    assert page.heading == "Over jou"
    page = page.press("Bewaar en ga naar het overzicht", email="beter@voorbeeld.example")
    assert page.soup.select_one(".address").get_text() == "beter@voorbeeld.example"
    assert mails(app) == []


def test_sending_shows_the_reference_and_the_date(applicant: Applicant) -> None:
    applicant.has_written()

    page = applicant.sends()

    assert page.path.endswith("/verstuurd")
    assert applicant.stored.reference in page.text
    assert clock.dutch_date(applicant.stored.reply_due) in page.text


def test_with_htmx_sending_answers_with_the_next_page(applicant: Applicant) -> None:
    applicant.has_written()

    page = applicant.visitor.submit(
        "POST",
        f"/voorstel/{applicant.token}/controleren",
        {"address_is_right": "yes"},
        HX_Request="true",
        HX_Request_Type="partial",
    )

    assert page.heading == "Je voorstel is verstuurd"
    assert page.response.headers["HX-Push-Url"] == f"/voorstel/{applicant.token}/verstuurd"


@pytest.mark.parametrize("place", ["controleren", "verstuurd"])
def test_an_unfinished_draft_is_led_to_its_first_open_step(
    applicant: Applicant, place: str
) -> None:
    applicant.has_written(until="idee")

    assert applicant.opens(place).heading == "Je idee"


@pytest.mark.parametrize("place", ["controleren", "verstuurd"])
def test_an_unfinished_draft_is_not_sent_by_a_post(
    app: Flask, applicant: Applicant, place: str
) -> None:
    applicant.has_written(until="idee")
    before = dump(app)

    page = applicant.visitor.submit(
        "POST",
        f"/voorstel/{applicant.token}/{place}",
        {"address_is_right": "yes", "see_it": "yes"},
    )

    assert page.heading == "Je idee"
    assert dump(app) == before


def test_not_eligible_cannot_be_sent_though_all_is_filled_in(
    app: Flask, applicant: Applicant
) -> None:
    page = applicant.has_written()
    applicant.in_another_tab("check").press("Verder met je voorstel", gain="no")

    page = page.press("Verstuur je voorstel", address_is_right="yes")

    assert page.heading == "De check bij je voorstel"
    assert "Deze oproep past niet bij jou" in page.text
    assert mails(app) == []


@pytest.mark.parametrize("place", ["", "regel", "check", "later", "controleren", "verstuurd"])
def test_after_sending_the_draft_shows_only_where_it_went(applicant: Applicant, place: str) -> None:
    applicant.has_sent()

    page = applicant.opens(place)

    assert page.path == f"/voorstel/{applicant.token}/verstuurd"
    assert applicant.sample["title"] not in page.text


@pytest.mark.parametrize("place", ["regel", "regel/bewaar", "check", "later", "controleren"])
def test_after_sending_no_post_to_the_draft_changes_anything(
    app: Flask, applicant: Applicant, place: str
) -> None:
    applicant.has_sent()
    before = dump(app)

    changed = {"title": "Te laat", "gain": "no", "where": "known", "address_is_right": "yes"}
    applicant.visitor.submit("POST", f"/voorstel/{applicant.token}/{place}", changed)

    assert dump(app) == before


def test_a_confidential_reference_is_to_be_written_down(applicant: Applicant) -> None:
    applicant.takes(9).has_sent()

    assert "Schrijf dit kenmerk op" in applicant.opens().text


def test_an_ordinary_reference_need_not_be_written_down(applicant: Applicant) -> None:
    applicant.has_sent()

    assert "Schrijf dit kenmerk op" not in applicant.opens().text


def test_from_where_it_went_one_can_go_to_the_own_page(applicant: Applicant) -> None:
    applicant.has_sent()

    page = applicant.opens().press("Ga verder", see_it="yes")

    assert page.path.startswith("/mijn/")
    assert page.heading == applicant.sample["title"]


def test_for_the_own_page_one_must_choose(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    before = dump(app)

    page = applicant.opens().press("Ga verder")

    assert page.status == 422
    assert dump(app) == before


def test_who_did_not_send_it_is_led_to_the_call(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()

    page = applicant.opens().press("Ga verder", see_it="no")

    assert page.heading == "Welke regel zit jou in de weg?"


@pytest.mark.parametrize(("number", "works"), [(1, True), (9, False)])
def test_the_own_page_of_a_confidential_proposal_soon_closes(
    applicant: Applicant, number: int, works: bool
) -> None:
    applicant.takes(number).has_sent()
    own = applicant.opens().press("Ga verder", see_it="yes").path

    with clock.moved(timedelta(hours=25)):
        assert (applicant.visitor.visit(own).status == 200) is works


def test_later_shows_the_address_of_the_draft(applicant: Applicant) -> None:
    applicant.has_written(until="idee")

    address = applicant.opens("later").soup.find(id="draft-address")["value"]

    assert address == f"http://127.0.0.1:8000/voorstel/{applicant.token}"
    assert applicant.visitor.visit(address).heading == "Je idee"
