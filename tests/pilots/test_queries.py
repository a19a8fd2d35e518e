"""What a coordinator's pages of a pilot ask the database: each thing once.

The applicant's are among the pages of tests/applicant/test_queries.py. A number that changed is no
fault by itself. Look at what is asked more, whether the visit has it already
(`regelruimte/pilots/visit.py`), and write down the new number.
"""

from __future__ import annotations

import pytest

from tests.people import Applicant, Coordinator
from tests.queries import queries_of, queries_of_form, repeated


@pytest.fixture
def pilot(applicant: Applicant, bart: Coordinator) -> str:
    """The path of an approved pilot in the workspace, Bart signed in."""
    proposal = applicant.has_sent()
    bart.has_replied(
        proposal, "approved", pilot_form="right_to_challenge", duration_months=6, conditions=""
    )
    bart.signs_in()
    return f"/werkruimte/voorstel/{proposal.reference}/pilot"


@pytest.mark.parametrize("place", ["", "/afspraken", "/mandaat"])
def test_a_page_asks_each_thing_once(pilot: str, bart: Coordinator, place: str) -> None:
    asked = queries_of(bart.browser, "GET", pilot + place)

    assert repeated(asked) == []
    assert len(asked) == 5  # the session, the proposal, the replies, the pilot and its conditions


def test_taking_a_step_asks_each_thing_once(pilot: str, bart: Coordinator) -> None:
    asked = queries_of_form(bart.browser, f"{pilot}/mandaat", mandate="requested")

    assert repeated(asked) == []
    assert len(asked) == 8


def test_a_page_of_several_steps_asks_each_thing_once_a_step(pilot: str, bart: Coordinator) -> None:
    asked = queries_of_form(
        bart.browser, f"{pilot}/afspraken", agreed_stop="Bij drie fouten.", baseline_hours="30"
    )

    assert len(asked) == 16  # two steps, and a mail to the applicant that asks for her yes
