"""What a yes by a link asks the database: a known number of things, each of them once.

A number that changed is no fault by itself. Look at what is asked more, whether the visit has it
already (`regelruimte/consents/visit.py`), and write down the new number.
"""

from __future__ import annotations

import pytest

from tests.consenting import ADDRESS, FUNCTION, Manager, manager_with
from tests.people import Applicant, Coordinator
from tests.pilots.test_life import Pair
from tests.queries import queries_of, queries_of_form, repeated

pytestmark = pytest.mark.settings(RATELIMIT_ENABLED=1)


@pytest.fixture
def pair(applicant: Applicant, bart: Coordinator) -> Pair:
    """An approved pilot."""
    return Pair(applicant, bart)


@pytest.fixture
def manager(pair: Pair) -> Manager:
    """Somebody who got a link for the mandate."""
    return manager_with(pair)


def path_of(manager: Manager) -> str:
    return manager.link.removeprefix(manager.visitor.origin)


def test_the_page_asks_each_thing_once(manager: Manager) -> None:
    asked = queries_of(manager.visitor, "GET", path_of(manager))

    assert repeated(asked) == []
    # The link, its proposal, the consent, the replies, the pilot and its conditions.
    assert len(asked) == 6


def test_filling_in_asks_each_thing_once(manager: Manager) -> None:
    told = {"consent_function": FUNCTION, "consent_email": ADDRESS}

    asked = queries_of_form(manager.visitor, path_of(manager), consent_answer="yes", **told)

    assert repeated(asked) == []
    assert len(asked) == 15


@pytest.mark.parametrize(("answer", "number"), [("yes", 18), ("no", 18), ("yes_if", 21)])
def test_a_code_asks_each_thing_once(manager: Manager, answer: str, number: int) -> None:
    condition = {"consent_condition": "Eerst overleg."} if answer == "yes_if" else {}
    page = manager.fills_in(answer, **condition)

    asked = queries_of_form(manager.visitor, page.path, reader_code=manager.reads_the_code())

    assert repeated(asked) == []
    assert len(asked) == number


def test_taking_back_asks_each_thing_once(manager: Manager) -> None:
    manager.answers()
    page = manager.asks_to_take_back()

    asked = queries_of_form(manager.visitor, page.path, reader_code=manager.reads_the_code())

    assert repeated(asked) == []
    assert len(asked) == 18


def test_the_applicants_pages_ask_each_thing_once(pair: Pair, manager: Manager) -> None:
    own = pair.applicant.opens_own_page().path

    listed = queries_of(pair.applicant.visitor, "GET", f"{own}/toestemming")
    made = queries_of_form(
        pair.applicant.visitor, f"{own}/toestemming", consent_kind="room", shows_title="no"
    )

    assert repeated(listed) == repeated(made) == []
    assert (len(listed), len(made)) == (5, 11)
