"""Two things at the same instant: one answer counts, and no trial begins over one taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from regelruimte.consents.give import give
from regelruimte.consents.revoke import revoke
from regelruimte.consents.take_back import take_back
from regelruimte.pilots.steps import COORDINATOR, step
from regelruimte.pilots.take import Actor, take
from regelruimte.settings import settings
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Consent, PilotCondition, Proposal
from tests.at_once import at_once
from tests.consenting import manager_with
from tests.people import Applicant, Coordinator
from tests.pilots.test_life import Pair

pytestmark = pytest.mark.both_databases


@pytest.fixture
def pair(applicant: Applicant, bart: Coordinator) -> Pair:
    """An approved pilot whose rule is of the own organisation."""
    return Pair(applicant, bart)


def tells(app: Flask, verb: Callable[[], object]) -> Callable[[], bool]:
    """Return a job that tells whether this was done, neither too late nor refused."""

    def job() -> bool:
        with app.test_request_context():
            try:
                return verb() is not False
            except TooLate:
                return False

    return job


def test_a_code_that_is_typed_twice_at_once_gives_one_answer(app: Flask, pair: Pair) -> None:
    manager = manager_with(pair)
    manager.fills_in("yes_if", consent_condition="Eerst overleg.")
    code = manager.reads_the_code()

    job = tells(app, lambda: give(Consent.get(), code, settings()))

    assert sorted(at_once(job, job)) == [False, True]
    assert (len(pair.stored().record["mandate"]), pair.stored().open_conditions) == (1, 1)
    with app.app_context():
        assert PilotCondition.select().count() == 1


def test_of_an_answer_and_the_end_of_its_link_at_once_one_wins(app: Flask, pair: Pair) -> None:
    manager = manager_with(pair)
    manager.fills_in()
    code = manager.reads_the_code()

    answers = tells(app, lambda: give(Consent.get(), code, settings()))
    ends = tells(app, lambda: revoke(Consent.get()))

    assert sorted(at_once(answers, ends)) == [False, True]
    with app.app_context():
        assert bool(Consent.get().given_at) != bool(Consent.get().revoked_at)


def test_of_a_start_and_a_yes_taken_back_at_once_one_wins(app: Flask, pair: Pair) -> None:
    pair.agrees()
    pair.measures()
    manager = manager_with(pair)
    manager.answers()
    manager.asks_to_take_back()
    code, turn = manager.reads_the_code(), pair.stored().status_version
    actor = Actor(COORDINATOR, "Bart Krull", "b.krull@imi.nu")
    start = [(step("start"), {"start_it": "yes"})]

    begins = tells(app, lambda: take(Proposal.get(), start, actor, turn, settings()))
    takes_back = tells(app, lambda: take_back(Consent.get(), code, settings()))

    assert sorted(at_once(begins, takes_back)) == [False, True]
    assert (pair.stored().status == "running") == (pair.stored().mandate == "obtained")
