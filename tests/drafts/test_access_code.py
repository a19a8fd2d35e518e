"""Behind a mailed link a confidential draft asks for a code that no mail holds."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from regelruimte import clock
from regelruimte.proposals.questions import ABOUT_YOU_STEP, RULE_STEP
from tests.people import Applicant
from tests.visitor import Page, Visitor

DOOR, OWN, WRONG = "Eerst de code", ABOUT_YOU_STEP.title, "7777-7777"
SENT = "Je voorstel is verstuurd"


@pytest.fixture
def code(applicant: Applicant) -> str:
    """The code that was shown to somebody who had the link to a confidential draft mailed."""
    applicant.takes(9).has_written()
    page = applicant.opens("later")
    found = re.search(r"\b\w{4}-\w{4}\b", page.text)
    assert found
    page.press("Mail mij de link", where="known")
    return found[0]


def mailed(applicant: Applicant, place: str = "") -> Page:
    return applicant.visitor.visit(applicant.reads_mail().link + place)


def test_the_mail_does_not_hold_the_code(applicant: Applicant, code: str) -> None:
    letter = applicant.reads_mail()

    assert code not in letter.text + letter.html + letter.subject


@pytest.mark.parametrize(
    "place", ["", "/regel", "/over-jou", "/titel", "/later", "/check", "/verstuurd"]
)
def test_nothing_of_the_draft_shows_before_the_code(
    applicant: Applicant, code: str, place: str
) -> None:
    page = mailed(applicant, place)

    assert page.heading == DOOR
    for answer in ("title", "name", "rule_text"):
        assert str(applicant.sample[answer]) not in page.response.get_data(as_text=True)


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_the_code_opens_it_however_it_is_typed(
    applicant: Applicant, code: str, typed: object
) -> None:
    page = mailed(applicant).press("Verder", draft_code=typed(code))  # type: ignore[operator]

    assert page.heading == OWN


def test_a_wrong_code_opens_nothing_and_ten_close_the_link(applicant: Applicant, code: str) -> None:
    page = mailed(applicant)
    for _ in range(10):
        page = page.press("Verder", draft_code=WRONG, expects=422)
        assert list(page.errors) == ["draft_code"]

    assert page.press("Verder", draft_code=code).status == 404


def test_the_address_behind_the_door_ends_within_a_day(applicant: Applicant, code: str) -> None:
    behind = mailed(applicant).press("Verder", draft_code=code).path

    with clock.moved(timedelta(hours=23)):
        assert applicant.visitor.visit(behind).heading == OWN
    with clock.moved(timedelta(hours=25)):
        assert applicant.visitor.visit(behind).status == 404


def test_without_confidence_there_is_no_door(applicant: Applicant) -> None:
    applicant.has_written()
    applicant.opens("later").press("Mail mij de link", where="known")

    assert mailed(applicant).heading == OWN
    assert mailed(applicant, "/openen").heading == OWN


def test_who_makes_it_confidential_behind_a_mailed_link_goes_on_undisturbed(
    applicant: Applicant,
) -> None:
    applicant.has_written()
    applicant.opens("later").press("Mail mij de link", where="known")
    link = applicant.reads_mail().link

    page = applicant.visitor.visit(f"{link}/over-jou")
    page = page.press("Wijzig wat je schreef", confidential="confidential")

    assert page.heading == RULE_STEP.title
    assert page.press("Verder").heading == OWN
    assert applicant.visitor.visit(link).heading == DOOR


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Request-Type": "partial"}])
def test_who_makes_it_confidential_behind_a_mailed_link_and_sends_it_at_once_sees_where_it_went(
    applicant: Applicant, headers: dict[str, str]
) -> None:
    applicant.has_written()
    applicant.opens("later").press("Mail mij de link", where="known")
    link = applicant.reads_mail().link
    behind = Visitor(applicant.everyone.app, headers=headers)

    page = behind.visit(f"{link}/over-jou")
    page = page.press("Verstuur je", confidential="confidential", address_is_right="yes")

    assert page.heading == SENT
    assert applicant.stored.confidential
    assert applicant.stored.reference in page.text
    shown = page.response.headers.get("HX-Push-Url", page.path)
    assert applicant.visitor.visit(shown).heading == SENT, "a reload shows it as well"
    assert applicant.visitor.visit(link, expects=404).heading == "Deze link werkt niet"


def test_who_must_mend_something_after_making_it_confidential_still_sends_it(
    applicant: Applicant,
) -> None:
    applicant.has_written()
    applicant.opens("later").press("Mail mij de link", where="known")
    link = applicant.reads_mail().link

    page = applicant.visitor.visit(f"{link}/over-jou")
    page = page.press("Verstuur je", confidential="confidential", name="", expects=422)
    assert list(page.errors) == ["name", "address_is_right"]
    assert applicant.visitor.visit(link).heading == DOOR

    assert page.press("Verstuur je", name="Anna", address_is_right="yes").heading == SENT


def test_once_it_was_sent_the_mailed_link_opens_nothing(applicant: Applicant, code: str) -> None:
    link = applicant.reads_mail().link
    applicant.opens("over-jou").press("Verstuur je voorstel", address_is_right="yes")

    assert applicant.visitor.visit(link, expects=404).heading == "Deze link werkt niet"
    assert applicant.opens("verstuurd").asks("what_now")


def test_behind_a_mailed_link_there_is_no_own_page(applicant: Applicant) -> None:
    applicant.has_written()
    applicant.opens("later").press("Mail mij de link", where="known")
    link = applicant.reads_mail().link
    page = applicant.visitor.visit(link).press("Verstuur je voorstel", address_is_right="yes")
    assert page.heading == SENT

    assert not page.asks("what_now")
    posted = applicant.visitor.submit("post", f"{page.path}", {"what_now": "yes"})
    assert posted.heading == SENT
    assert "/mijn/" not in posted.path
