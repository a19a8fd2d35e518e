"""What the pages of a draft ask the database: a known number of things, each of them once.

A number that changed is no fault by itself. Look at what is asked more, whether the visit has it
already (`regelruimte/drafts/visit.py`), and write down the new number.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from regelruimte import clock
from tests.people import Applicant, Coordinator
from tests.queries import queries_of, queries_of_form, repeated

# With the limits on: what is counted for a network is asked too.
pytestmark = pytest.mark.settings(RATELIMIT_ENABLED=1)


@pytest.fixture
def draft(applicant: Applicant) -> str:
    """The path of a draft that can be sent."""
    applicant.has_written_it_all()
    return f"/voorstel/{applicant.token}"


@pytest.mark.parametrize("place", ["", "/check", "/regel", "/over-jou", "/titel", "/later"])
def test_a_page_asks_each_thing_once(applicant: Applicant, draft: str, place: str) -> None:
    asked = queries_of(applicant.visitor, "GET", draft + place)

    assert repeated(asked) == []
    assert len(asked) == 2  # the link and its proposal


@pytest.mark.parametrize(
    ("place", "answers", "number"),
    [
        ("check", {"mandate": "with_bzk"}, 3),
        ("regel", {"rule_source": "Een andere plek"}, 3),
        ("regel", {}, 2),
        ("later", {"where": "known"}, 12),
        ("titel", {"title": "Een andere naam"}, 3),
        ("over-jou", {"daarna": "terug"}, 2),
        ("over-jou", {"daarna": "later", "name": "Iemand anders"}, 3),
    ],
)
def test_a_post_asks_each_thing_once(
    applicant: Applicant, draft: str, place: str, answers: dict[str, str], number: int
) -> None:
    with clock.moved(timedelta(minutes=1)):  # nobody fills it in within seconds
        asked = queries_of_form(applicant.visitor, f"{draft}/{place}", **answers)

    assert repeated(asked) == []
    assert len(asked) == number


def test_beginning_asks_each_thing_once(applicant: Applicant) -> None:
    asked = queries_of(applicant.visitor, "POST", "/voorstel", **applicant.sample["check"])

    assert repeated(asked) == []
    assert len(asked) == 5


def test_sending_asks_each_thing_once(applicant: Applicant, draft: str) -> None:
    with clock.moved(timedelta(minutes=1)):
        asked = queries_of_form(applicant.visitor, f"{draft}/over-jou", address_is_right="yes")

    assert repeated(asked) == []
    assert len(asked) == 19


def test_the_page_of_what_was_sent_asks_each_thing_once(applicant: Applicant) -> None:
    applicant.has_sent()

    asked = queries_of(applicant.visitor, "GET", f"/voorstel/{applicant.token}/verstuurd")

    assert repeated(asked) == []
    assert len(asked) == 2


def test_the_way_to_the_own_page_asks_each_thing_once(applicant: Applicant) -> None:
    applicant.has_sent()
    sent = f"/voorstel/{applicant.token}/verstuurd"

    asked = queries_of(applicant.visitor, "POST", sent, what_now="no")

    assert repeated(asked) == []
    assert len(asked) == 5


def test_a_door_asks_each_thing_once(applicant: Applicant) -> None:
    applicant.takes(9).has_written()  # which is confidential
    applicant.opens("later").press("Mail mij de link", where="known")
    door = f"{applicant.reads_mail().link}/openen".removeprefix(applicant.visitor.origin)

    asked = queries_of(applicant.visitor, "GET", door)

    assert repeated(asked) == []
    assert len(asked) == 2


@pytest.mark.parametrize(("send_it", "number"), [("yes", 16), ("no", 7)])
def test_what_was_entered_asks_each_thing_once(
    applicant: Applicant, bart: Coordinator, send_it: str, number: int
) -> None:
    bart.has_asked_for_yes()
    page = applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="yes")

    shown = queries_of(applicant.visitor, "GET", page.path)
    asked = queries_of(applicant.visitor, "POST", page.path, send_it=send_it)

    assert len(shown) == 2
    assert repeated(asked) == []
    assert len(asked) == number
