"""What follows from the answers stays so, whoever changes them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from regelruimte.applicant.share import share
from regelruimte.proposals.columns import derived
from regelruimte.store.models import Proposal
from regelruimte.workspace.readdress import readdress
from tests.people import SAMPLES, Applicant, Coordinator

pytestmark = pytest.mark.both_databases


def follows_from_its_answers(app: Flask, proposal: Proposal) -> bool:
    """Tell whether each column is what the stored answers and words make of it."""
    columns = derived(proposal.reference, proposal.answers, proposal.record)
    with app.app_context():
        stored = Proposal.get_by_id(proposal.id)
    return {name: getattr(stored, name) for name in columns} == columns


@pytest.fixture(autouse=True)
def site(app: Flask) -> Any:
    """The running site: who an address is, is hashed with its key."""
    with app.app_context():
        yield


@pytest.mark.parametrize("number", range(1, len(SAMPLES) + 1))
def test_what_is_sent_is_stored_with_what_follows_from_it(
    app: Flask, applicant: Applicant, number: int
) -> None:
    applicant.takes(number).has_sent()

    assert follows_from_its_answers(app, applicant.stored)


def test_what_is_returned_as_sent_is_what_is_stored(applicant: Applicant) -> None:
    sent = applicant.has_sent()

    assert sent.__data__ == applicant.stored.__data__


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        (["title"], {"title": " Eén handtekening "}),
        (["rule_level"], {"rule_level": "act"}),
        (["rule_source"], {"rule_source": "bwbr0005537"}),
        (["pilot_form"], {"pilot_form": "doe_tank"}),
    ],
)
def test_an_answer_changes_what_follows_from_it(
    app: Flask, applicant: Applicant, bart: Coordinator, asked: list[str], answers: dict[str, str]
) -> None:
    before = applicant.has_sent()
    bart.has_replied(before, "info_requested", unclear_questions=asked, unclear="Welke precies?")

    page = applicant.opens_own_page().follow("Beantwoord onze vraag")
    page.press("Verstuur je antwoord", ready="yes", **answers)

    assert applicant.stored.revision == before.revision + 1
    assert applicant.stored.words != before.words
    assert follows_from_its_answers(app, applicant.stored)


def test_telling_more_changes_what_follows_from_it(app: Flask, applicant: Applicant) -> None:
    before = applicant.has_sent(pilot_form="", safeguard="")

    page = applicant.opens_own_page().follow("Vertel meer").follow("Hoe je het wilt uitproberen")
    page.press("Bewaar", pilot_form="doe_tank", safeguard="We nemen elke maand een steekproef.")

    assert applicant.stored.revision == before.revision + 1
    assert applicant.stored.words != before.words
    assert follows_from_its_answers(app, applicant.stored)


def test_sharing_changes_what_follows_from_it(app: Flask, applicant: Applicant) -> None:
    share(applicant.has_sent(may_share=False), may=True)

    assert follows_from_its_answers(app, applicant.stored)


def test_another_address_changes_what_follows_from_it(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    proposal, config = applicant.has_sent(), applicant.everyone.config

    readdress(proposal, "Ander@voorbeeld.example", proposal.email, config.coordinators[0], config)

    assert applicant.stored.email == "ander@voorbeeld.example"
    assert follows_from_its_answers(app, applicant.stored)
