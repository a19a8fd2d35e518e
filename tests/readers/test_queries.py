"""What reading along asks the database: a known number of things, each of them once.

A number that changed is no fault by itself. Look at what is asked more, whether the visit has it
already (`regelruimte/readers/visit.py`), and write down the new number.
"""

from __future__ import annotations

import pytest

from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.queries import queries_of, queries_of_form, repeated
from tests.reading_along import Lawyer, lets_read

pytestmark = pytest.mark.settings(RATELIMIT_ENABLED=1)


@pytest.fixture
def proposal(applicant: Applicant, bart: Coordinator) -> Proposal:
    """A proposal with which the lawyer may read along."""
    proposal = applicant.has_sent()
    lets_read(bart, proposal)
    return proposal


def path_of(lawyer: Lawyer) -> str:
    """Return the path of the door."""
    return lawyer.door.removeprefix(lawyer.visitor.origin)


@pytest.mark.parametrize("place", ["", "/code"])
def test_a_page_at_the_door_asks_each_thing_once(
    proposal: Proposal, lawyer: Lawyer, place: str
) -> None:
    asked = queries_of(lawyer.visitor, "GET", path_of(lawyer) + place)

    assert repeated(asked) == []
    assert len(asked) == 3  # the link, its proposal and the reader


def test_the_page_behind_it_asks_each_thing_once(proposal: Proposal, lawyer: Lawyer) -> None:
    asked = queries_of(lawyer.visitor, "GET", lawyer.comes_in().path)

    assert repeated(asked) == []
    assert len(asked) == 3


def test_asking_for_a_code_asks_each_thing_once(proposal: Proposal, lawyer: Lawyer) -> None:
    asked = queries_of_form(lawyer.visitor, path_of(lawyer), wants_code="yes")

    assert repeated(asked) == []
    assert len(asked) == 11  # three looks at limits, their rows, the code and the mail besides


def test_a_code_asks_each_thing_once(proposal: Proposal, lawyer: Lawyer) -> None:
    page = lawyer.asks_for_a_code()

    asked = queries_of_form(lawyer.visitor, page.path, reader_code=lawyer.reads_the_code())

    assert repeated(asked) == []
    assert len(asked) == 9


def test_a_remark_asks_each_thing_once(proposal: Proposal, lawyer: Lawyer) -> None:
    inside = lawyer.comes_in()

    asked = queries_of_form(
        lawyer.visitor, inside.path, reader_remark="Het mag al.", remark_ready="yes"
    )

    assert repeated(asked) == []
    assert len(asked) == 8


def test_the_form_of_the_workspace_asks_each_thing_once(
    proposal: Proposal, bart: Coordinator
) -> None:
    asked = queries_of(bart.browser, "GET", f"/werkruimte/voorstel/{proposal.reference}/meelezen")

    assert repeated(asked) == []
    assert len(asked) == 5  # the session, the proposal, who read when, and mail that was refused
