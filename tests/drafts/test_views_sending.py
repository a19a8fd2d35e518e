"""The pages that finish a draft: later, sending, and where it went."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.drafts.confirm import ADDRESS_IS_RIGHT
from regelruimte.proposals.questions import ABOUT_YOU_STEP, RULE_STEP
from tests.people import Applicant
from tests.stored import dump, mails
from tests.visitor import Page

RULE, SENDING, SENT = RULE_STEP.title, ABOUT_YOU_STEP.title, "Je voorstel is verstuurd"
THE_CHECK = "Je antwoorden in de check"
PARTIAL = {"HX_Request": "true", "HX_Request_Type": "partial"}


# What is about to be sent


def overview(page: Page) -> str:
    """Return what the last step says is sent."""
    return page.soup.select_one("dl.overview").get_text(" ", strip=True)


def test_the_last_step_shows_what_is_sent(applicant: Applicant) -> None:
    applicant.begins()
    page = applicant.fills_in_this_step()

    for key in ("rule_text", "alternative"):
        assert applicant.sample[key][:60] in overview(page)


def test_all_that_is_sent_can_be_read_what_was_told_before_too(applicant: Applicant) -> None:
    page = applicant.has_written()

    everything = page.soup.select("#send details")[-1].get_text()
    for key in ("rule_text", "alternative", "example", "measure"):
        assert applicant.sample[key] in everything


def test_who_reads_along_is_told_where_it_is_chosen(applicant: Applicant) -> None:
    applicant.begins()

    told = applicant.fills_in_this_step().soup.select_one("#send details").get_text()

    for name in ("Bart Krull", "Rense Bos", "BZK"):
        assert name in told
    assert "als jij dat goedvindt" in told, "what confidential means"
    assert "openbaar maken" in told, "what no promise of ours can keep (Woo)"


def test_what_is_sent_can_be_changed_first(applicant: Applicant) -> None:
    page = applicant.has_written().press("Wijzig wat je schreef")

    elsewhere = "We doen het op een andere plek, en veel eerder dan nu."
    page = page.press("Verder", alternative=elsewhere)

    assert page.heading == SENDING
    assert elsewhere in overview(page)


# Sending


def test_nobody_sends_without_saying_that_the_address_is_right(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written(until="over-jou")

    page = applicant.sends(address_is_right=None)

    assert page.status == 422
    assert page.errors == {"address_is_right": ADDRESS_IS_RIGHT.missing}
    assert applicant.stored.status == "draft"
    assert mails(app) == []
    applicant.page = page
    assert page.press("Verstuur je", address_is_right="yes").heading == SENT


def test_the_address_is_never_right_beforehand(applicant: Applicant) -> None:
    assert applicant.has_written().value("address_is_right") is None


def test_what_is_missing_and_the_tick_are_told_together_and_all_is_kept(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written(until="over-jou")
    typed = {"name": "Anna", "organisation": "", "email": "anna@", "phone": "06 12345678"}

    page = applicant.sends(address_is_right=None, **typed, expects=422)

    assert list(page.errors) == ["email", "organisation", "address_is_right"]
    assert {key: page.value(key) for key in typed} == typed
    assert page.value("confidential") == applicant.answers["confidential"]
    assert applicant.stored.answers["name"] == "Anna"
    assert mails(app) == []


def test_a_tick_stays_while_something_else_is_mended(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")

    page = applicant.sends(name="", expects=422)

    assert list(page.errors) == ["name"]
    assert page.press("Verstuur je", name="Anna").heading == SENT


def test_a_wrong_address_is_changed_on_the_spot(applicant: Applicant) -> None:
    applicant.has_written()

    applicant.sends(email="beter@voorbeeld.example")

    assert applicant.stored.email == "beter@voorbeeld.example"


def test_sending_shows_the_reference_and_the_date(applicant: Applicant) -> None:
    applicant.has_written()

    page = applicant.sends()

    assert page.path.endswith("/verstuurd")
    assert applicant.stored.reference in page.text
    assert clock.dutch_date(applicant.stored.reply_due) in page.text


def send_with_htmx(applicant: Applicant, **changed: Any) -> Page:
    page = applicant.page
    typed = {key: answer for key, answer in applicant.answers.items() if page.asks(key)}
    data = {**typed, "basis": page.value("basis"), "address_is_right": "yes", **changed}
    address = f"/voorstel/{applicant.token}/over-jou"
    return applicant.visitor.submit("POST", address, data, **PARTIAL)


def test_with_htmx_sending_answers_with_the_next_page(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")

    page = send_with_htmx(applicant)

    assert page.heading == SENT
    assert page.response.headers["HX-Push-Url"] == f"/voorstel/{applicant.token}/verstuurd"


def test_with_htmx_what_is_wrong_is_told_in_place(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")

    page = send_with_htmx(applicant, name="")

    assert page.status == 422
    assert list(page.errors) == ["name"]
    assert not page.soup.find("footer")


def test_sending_twice_is_sending_once(app: Flask, applicant: Applicant) -> None:
    page = applicant.has_written()
    other = applicant.in_another_tab("over-jou")

    first = page.press("Verstuur je", address_is_right="yes")
    again = [
        page.press("Verstuur je", address_is_right="yes"),
        other.press("Verstuur je", address_is_right="yes", name="Iemand anders"),
    ]

    assert {each.heading for each in (first, *again)} == {SENT}
    assert {each.text for each in again} == {first.text}, "one reference for all"
    assert len(mails(app)) == 3
    assert applicant.stored.answers["name"] == applicant.sample["name"]


# Two windows at the last step


def two_windows_of_which_one_was_kept(applicant: Applicant) -> Page:
    """Return the other window, made before."""
    page = applicant.has_written()
    applicant.in_another_tab("over-jou").press("Bewaar voor", phone="06 11111111")
    return page


def test_what_another_window_kept_is_not_overwritten_by_sending(
    app: Flask, applicant: Applicant
) -> None:
    page = two_windows_of_which_one_was_kept(applicant)

    page = page.press("Verstuur je", phone="06 22222222", address_is_right="yes", expects=422)

    assert list(page.errors) == ["phone"]
    assert "06 11111111" in page.errors["phone"]
    assert page.value("phone") == "06 22222222"
    assert applicant.stored.status == "draft"
    assert applicant.stored.answers["phone"] == "06 11111111"
    assert mails(app) == []


def test_after_reading_that_one_sends_what_one_chose(applicant: Applicant) -> None:
    page = two_windows_of_which_one_was_kept(applicant)
    page = page.press("Verstuur je", phone="06 22222222", address_is_right="yes", expects=422)

    assert page.press("Verstuur je").heading == SENT

    assert applicant.stored.answers["phone"] == "06 22222222"


def test_what_another_window_spoilt_is_mended_before_sending(
    app: Flask, applicant: Applicant
) -> None:
    page = applicant.has_written()
    other = applicant.in_another_tab("regel")
    other.press("Verder", alternative="Kort", expects=422)

    page = page.press("Verstuur je", name="Niet kwijtraken", address_is_right="yes")

    assert page.heading == RULE
    assert page.value("alternative") == "Kort"
    assert applicant.stored.answers["name"] == "Niet kwijtraken"
    assert applicant.stored.status == "draft"
    assert mails(app) == []


@pytest.mark.parametrize("until", ["regel", "over-jou"])
def test_an_unfinished_draft_is_not_sent_yet(applicant: Applicant, until: str) -> None:
    applicant.has_written(until=until)

    page = applicant.opens("verstuurd")

    assert page.heading == (RULE if until == "regel" else SENDING)


@pytest.mark.parametrize("place", ["controleren", "verstuurd"])
def test_no_other_post_sends_a_draft(app: Flask, applicant: Applicant, place: str) -> None:
    applicant.has_written()
    before = dump(app)

    page = applicant.visitor.submit(
        "POST",
        f"/voorstel/{applicant.token}/{place}",
        {**applicant.answers, "address_is_right": "yes", "what_now": "yes"},
    )

    assert page.heading == SENDING
    assert dump(app) == before


def test_not_eligible_cannot_be_sent_though_all_is_filled_in(
    app: Flask, applicant: Applicant
) -> None:
    page = applicant.has_written()
    applicant.in_another_tab("check").press("Verder met je voorstel", gain="no")

    page = page.press("Verstuur je voorstel", address_is_right="yes")

    assert page.heading == THE_CHECK
    assert "Deze oproep past niet bij jou" in page.text
    assert mails(app) == []


# After sending


@pytest.mark.parametrize(
    "place", ["", "regel", "over-jou", "titel", "check", "later", "controleren", "verstuurd"]
)
def test_after_sending_the_draft_shows_only_where_it_went(applicant: Applicant, place: str) -> None:
    applicant.has_sent()

    page = applicant.opens(place)

    assert page.path == f"/voorstel/{applicant.token}/verstuurd"
    assert applicant.sample["title"] not in page.text


@pytest.mark.parametrize(
    "place",
    ["regel", "regel/bewaar", "over-jou", "over-jou/bewaar", "titel", "check", "later"],
)
def test_after_sending_no_post_to_the_draft_changes_anything(
    app: Flask, applicant: Applicant, place: str
) -> None:
    applicant.has_sent()
    before = dump(app)

    changed = {
        **{"title": "Te laat", "name": "Te laat", "gain": "no", "where": "known"},
        "address_is_right": "yes",
    }
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

    page = applicant.opens().press("Ga verder", what_now="no")

    assert page.path.startswith("/mijn/")
    assert page.heading == applicant.sample["title"]


def test_from_where_it_went_one_can_tell_more(applicant: Applicant) -> None:
    applicant.has_sent()

    page = applicant.opens().press("Ga verder", what_now="yes")

    assert page.path.startswith("/mijn/")
    assert page.path.endswith("/vertel-meer")


def test_for_the_own_page_one_must_choose(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    before = dump(app)

    page = applicant.opens().press("Ga verder")

    assert page.status == 422
    assert list(page.errors) == ["what_now"]
    assert dump(app) == before


@pytest.mark.parametrize(("number", "works"), [(1, True), (9, False)])
def test_the_own_page_of_a_confidential_proposal_soon_closes(
    applicant: Applicant, number: int, works: bool
) -> None:
    applicant.takes(number).has_sent()
    own = applicant.opens().press("Ga verder", what_now="no").path

    with clock.moved(timedelta(hours=25)):
        assert (applicant.visitor.visit(own).status == 200) is works


def test_later_shows_the_address_of_the_draft(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")

    address = applicant.opens("later").soup.find(id="draft-address")["value"]

    assert address == f"http://127.0.0.1:8000/voorstel/{applicant.token}"
    assert applicant.visitor.visit(address).heading == SENDING
