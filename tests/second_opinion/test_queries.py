"""What a second's page asks the database: a known number of things, each of them once."""

from __future__ import annotations

import pytest

from regelruimte.store.models import Proposal
from tests.people import Coordinator
from tests.queries import queries_of, queries_of_form, repeated

pytestmark = pytest.mark.settings(DECISION_POLICY="both", UNDO_MINUTES=15)


def test_the_page_asks_each_thing_once(asked: Proposal, rense: Coordinator) -> None:
    path = rense.opens_the_link().path

    found = queries_of(rense.visitor, "GET", path)

    assert repeated(found) == []
    assert len(found) == 4


@pytest.mark.parametrize(("judgement", "number"), [("agree", 16), ("leave", 16), ("disagree", 9)])
def test_judging_asks_each_thing_once(
    asked: Proposal, rense: Coordinator, judgement: str, number: int
) -> None:
    path = rense.opens_the_link().path

    found = queries_of_form(rense.visitor, path, judgement=judgement, objection="Te kort.")

    assert repeated(found) == []
    assert len(found) == number
