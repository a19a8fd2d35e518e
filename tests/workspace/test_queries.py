"""What the pages of the workspace ask the database: a known number of things, each of them once.

A number that changed is no fault by itself. Look at what is asked more, whether the visit has it
already (`regelruimte/workspace/visit.py`), and write down the new number. One of each is for the
session.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from regelruimte import clock
from regelruimte.drafts.entry import code_to_repeat
from regelruimte.store.models import Proposal
from tests.cards import three_send, writes
from tests.people import Applicant, Coordinator, Everyone
from tests.queries import queries_of, repeated

pytestmark = pytest.mark.settings(UNDO_MINUTES=15)


@pytest.fixture
def proposal(applicant: Applicant, bart: Coordinator) -> Proposal:
    """A proposal, and Bart in the workspace."""
    bart.signs_in()
    return applicant.has_sent()


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("", 29),
        ("/afwezig", 2),
        ("/overleg?kies=RR-7KQ4-M2XV", 2),
        ("/voorstellen", 2),
        ("/regels", 4),
        ("/voorstellen?zoek=offerte&status=submitted", 2),
        ("/exporteren", 2),
        ("/voorstellen.csv", 2),
        ("/voorstellen.ods", 3),
        ("/logboek", 2),
        ("/logboek.csv", 3),
    ],
)
def test_a_page_about_all_proposals_asks_each_thing_once(
    proposal: Proposal, bart: Coordinator, path: str, number: int
) -> None:
    asked = queries_of(bart.browser, "GET", f"/werkruimte{path}")

    assert repeated(asked) == []
    assert len(asked) == number


def test_the_page_of_a_proposal_asks_each_thing_once(proposal: Proposal, bart: Coordinator) -> None:
    asked = queries_of(bart.browser, "GET", f"/werkruimte/voorstel/{proposal.reference}")

    assert repeated(asked) == []
    assert len(asked) == 12


def test_the_page_of_an_approved_proposal_asks_for_its_pilot_too(
    proposal: Proposal, bart: Coordinator
) -> None:
    approval = {"pilot_form": "doe_tank", "duration_months": 6, "conditions": ""}
    bart.has_replied(proposal, "approved", **approval)

    with clock.moved(timedelta(minutes=16)):
        asked = queries_of(bart.browser, "GET", f"/werkruimte/voorstel/{proposal.reference}")

    assert repeated(asked) == []
    assert len(asked) == 12


def test_the_page_of_a_card_asks_each_thing_once(everyone: Everyone, bart: Coordinator) -> None:
    bart.signs_in()
    with everyone.app.app_context():
        slug = writes(everyone, three_send(everyone.applicant)).card.slug

    asked = queries_of(bart.browser, "GET", f"/werkruimte/regels/{slug}")

    assert repeated(asked) == []
    assert len(asked) == 6  # versions, proposals, pilots, messages, its rule on the site


@pytest.mark.parametrize(
    ("place", "posted", "number"),
    [
        ("reageren", {}, 4),
        ("ongedaan", {}, 3),
        ("notitie", {"note": "Gebeld."}, 3),
        ("oppakken", {"handler": "b.krull@imi.nu"}, 4),
        ("eigen-regel", {}, 4),
        ("geen-antwoord", {}, 3),
    ],
)
def test_what_is_done_with_a_proposal_asks_each_thing_once(
    proposal: Proposal, bart: Coordinator, place: str, posted: dict[str, str], number: int
) -> None:
    page = bart.looks_at(proposal)
    csrf = str(page.value("csrf"))

    asked = queries_of(bart.browser, "POST", f"{page.path}/{place}", csrf=csrf, **posted)

    assert repeated(asked) == []
    assert len(asked) == number


def test_mailing_another_address_asks_each_thing_once(
    proposal: Proposal, bart: Coordinator
) -> None:
    page = bart.looks_at(proposal)
    posted = {name: str(page.value(name)) for name in ("csrf", "seen_address")}

    asked = queries_of(
        bart.browser, "POST", f"{page.path}/adres", new_address="goed@voorbeeld.example", **posted
    )

    assert repeated(asked) == []


@pytest.mark.parametrize(("place", "number"), [("", 3), ("/wijzigen", 3)])
def test_a_page_about_what_was_entered_asks_each_thing_once(
    bart: Coordinator, place: str, number: int
) -> None:
    bart.signs_in()
    path = f"/werkruimte/invoer/{bart.has_entered().uid}{place}"

    asked = queries_of(bart.browser, "GET", path)

    assert repeated(asked) == []
    assert len(asked) == number


def test_the_form_to_enter_one_asks_for_the_session_only(bart: Coordinator) -> None:
    bart.signs_in()

    asked = queries_of(bart.browser, "GET", "/werkruimte/voorstellen/nieuw")

    assert len(asked) == 1


@pytest.mark.parametrize(
    ("place", "answers", "number"),
    [("mailen", {}, 7), ("telefoon", {"said_yes": "yes"}, 13), ("wissen", {"wipe_it": "yes"}, 6)],
)
def test_what_is_done_with_an_entry_asks_each_thing_once(
    applicant: Applicant, bart: Coordinator, place: str, answers: dict[str, str], number: int
) -> None:
    bart.signs_in()
    told = {"email": "", "phone": "0612345678"} if place == "telefoon" else {}
    entry = bart.has_entered(**told)
    page = bart.browser.visit(f"/werkruimte/invoer/{entry.uid}")
    with applicant.everyone.app.app_context():
        posted = {"csrf": str(page.value("csrf")), "repeated_code": code_to_repeat(entry)}

    asked = queries_of(bart.browser, "POST", f"{page.path}/{place}", **posted, **answers)

    assert repeated(asked) == []
    assert len(asked) == number
