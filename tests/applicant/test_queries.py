"""What an applicant's pages ask the database: a known number of things, each of them once.

A number that changed is no fault by itself. Look at what is asked more, whether the visit has it
already (`regelruimte/applicant/visit.py`), and write down the new number.
"""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.queries import is_read, queries_of, queries_of_form, repeated

pytestmark = pytest.mark.settings(RATELIMIT_ENABLED=1)
QUESTION = {"unclear_questions": ["alternative"], "unclear": "Vanaf welk bedrag?"}
NEW = "Vanaf tweeduizend euro vragen we drie offertes, daaronder beslist de aanvrager."
APPROVAL = {"pilot_form": "right_to_challenge", "duration_months": 6, "conditions": ""}


@pytest.fixture
def proposal(applicant: Applicant) -> Proposal:
    """A proposal that was sent."""
    return applicant.has_sent()


def own_page(applicant: Applicant) -> str:
    """Return the path of the own page, behind the newest letter."""
    return applicant.opens_own_page().path


def test_the_question_who_opens_a_link_asks_each_thing_once(
    proposal: Proposal, applicant: Applicant
) -> None:
    door = applicant.reads_mail().link.removeprefix(applicant.visitor.origin)

    asked = queries_of(applicant.visitor, "GET", door)

    assert repeated(asked) == []
    assert len(asked) == 2  # the link and its proposal


def test_saying_who_it_is_asks_each_thing_once(proposal: Proposal, applicant: Applicant) -> None:
    door = applicant.reads_mail().link.removeprefix(applicant.visitor.origin)

    asked = queries_of(applicant.visitor, "POST", door, it_is_me="yes")

    assert repeated(asked) == []
    assert len(asked) == 11


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("", 9),  # the replies, readers, the messages, whom to talk with, what happened
        ("/aanvulling", 4),  # who wrote is given more time
        ("/downloaden", 10),
        ("/afdrukken", 2),
        ("/samenvatting", 3),
        ("/gesprek.ics", 3),
        ("/intrekken", 3),
        ("/wissen", 2),
        ("/delen", 2),
        ("/bericht", 2),
        ("/nieuw", 2),
    ],
)
def test_a_page_asks_each_thing_once(
    proposal: Proposal, applicant: Applicant, bart: Coordinator, place: str, number: int
) -> None:
    bart.has_replied(proposal, "in_conversation", message="Bellen?", moment="2099-01-01T10:00")
    bart.has_replied(proposal, "info_requested", **QUESTION)
    own = own_page(applicant)

    asked = queries_of(applicant.visitor, "GET", own + place)

    assert repeated(asked) == []
    assert len(asked) == number


@pytest.mark.parametrize(
    ("place", "answers", "number"),
    [
        ("/aanvulling", {"alternative": NEW, "ready": "yes"}, 9),
        ("/intrekken", {"withdraw_it": "yes"}, 14),
        ("/wissen", {"erase_it": "no"}, 2),
        ("/delen", {"share_it": "yes"}, 6),
        ("/bericht", {"text": "Ik bel je.", "send_it": "yes"}, 13),
        ("/nieuw", {"next_one": "filled"}, 7),
    ],
)
def test_a_post_asks_each_thing_once(
    proposal: Proposal,
    applicant: Applicant,
    bart: Coordinator,
    place: str,
    answers: dict[str, str],
    number: int,
) -> None:
    bart.has_replied(proposal, "info_requested", **QUESTION)
    own = own_page(applicant)

    asked = queries_of_form(applicant.visitor, own + place, **answers)

    assert repeated(asked) == []
    assert len(asked) == number


@pytest.mark.parametrize("place", ["/vertel-meer", "/vertel-meer/kosten", "/vertel-meer/pilot"])
def test_a_page_to_tell_more_asks_each_thing_once(
    proposal: Proposal, applicant: Applicant, place: str
) -> None:
    own = own_page(applicant)

    asked = queries_of(applicant.visitor, "GET", own + place)

    assert repeated(asked) == []
    assert len(asked) == 3  # the link, its proposal and the replies


def test_telling_more_asks_each_thing_once(proposal: Proposal, applicant: Applicant) -> None:
    part = f"{own_page(applicant)}/vertel-meer/kosten"

    asked = queries_of_form(applicant.visitor, part, hours_per_month="31")

    assert repeated(asked) == []
    assert len(asked) == 8  # other windows, the proposal, its event and the limit besides


def test_telling_nothing_new_writes_nothing(proposal: Proposal, applicant: Applicant) -> None:
    part = f"{own_page(applicant)}/vertel-meer/kosten"

    asked = queries_of_form(applicant.visitor, part)

    assert repeated(asked) == []
    assert all(map(is_read, asked))


def test_parts_that_a_coordinator_asked_for_ask_each_thing_once(
    proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    bart.has_replied(proposal, "info_requested", scope="all")
    own = own_page(applicant)

    for place, number in (("/aanvulling", 4), ("/vertel-meer", 3), ("/vertel-meer/kosten", 3)):
        asked = queries_of(applicant.visitor, "GET", own + place)
        assert repeated(asked) == []
        assert len(asked) == number


def test_wiping_out_asks_each_thing_once(proposal: Proposal, applicant: Applicant) -> None:
    own = own_page(applicant)

    asked = queries_of(applicant.visitor, "POST", f"{own}/wissen", erase_it="yes")

    assert repeated(asked) == []
    assert len(asked) == 11


def test_who_named_the_rule_of_others_is_told_its_outcome_by_one_query(
    app: Flask, proposal: Proposal, applicant: Applicant
) -> None:
    own = own_page(applicant)
    with app.app_context():
        Proposal.update(same_rule="x").execute()

    asked = queries_of(applicant.visitor, "GET", own)

    assert repeated(asked) == []
    assert len(asked) == 9  # what the own page asks, and the outcomes


@pytest.mark.parametrize(
    ("place", "number"), [("", 9), ("/pilot", 5), ("/pilot/mandaat", 5), ("/downloaden", 11)]
)
def test_a_page_with_a_pilot_asks_each_thing_once(
    proposal: Proposal, applicant: Applicant, bart: Coordinator, place: str, number: int
) -> None:
    bart.has_replied(proposal, "approved", **APPROVAL)
    own = own_page(applicant)

    asked = queries_of(applicant.visitor, "GET", own + place)

    assert repeated(asked) == []
    # The link, its proposal, the replies and the pilot; where it is told, what the site may say.
    assert len(asked) == number


def test_a_step_of_a_pilot_asks_each_thing_once(
    proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    bart.has_replied(proposal, "approved", **APPROVAL)
    step = f"{own_page(applicant)}/pilot/mandaat"

    asked = queries_of_form(applicant.visitor, step, mandate="requested")

    assert repeated(asked) == []
    assert len(asked) == 12
