"""What the workspace tells of a reply that waits for a second, and of a disagreement."""

from __future__ import annotations

import pytest

from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.visitor import Page

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.settings(DECISION_POLICY="both", UNDO_MINUTES=15),
]
WAITS, DISAGREE = "Wacht op een tweede oordeel", "Jullie zijn het niet eens. Bel elkaar"
NEW = "Wacht op een reactie"


@pytest.fixture
def asked(applicant: Applicant, bart: Coordinator) -> Proposal:
    """A proposal that Bart wants to close, and for which Rense is asked."""
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "declined", reason="too_broad", sentence="Te breed.")
    return proposal


def reasons(page: Page) -> set[str]:
    return {reason for reason in (WAITS, DISAGREE, NEW) if reason in page.text}


def test_the_inbox_names_what_waits_for_a_second_once(asked: Proposal, rense: Coordinator) -> None:
    assert reasons(rense.signs_in()) == {WAITS}


def test_the_inbox_asks_the_two_to_call_as_long_as_they_disagree(
    asked: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    page = rense.opens_the_link()
    page.press("Stuur je oordeel", judgement="disagree", objection="Te kort.")
    bart.signs_in()
    assert reasons(bart.browser.visit("/werkruimte")) == {DISAGREE}

    bart.has_replied(asked, "declined", reason="other", sentence="Samen gekozen.")
    assert reasons(bart.browser.visit("/werkruimte")) == {WAITS}

    rense.opens_the_link().press("Stuur je oordeel", judgement="agree")
    assert reasons(bart.browser.visit("/werkruimte")) == set()


def test_the_next_one_is_none_on_which_only_the_other_can_act(
    asked: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    bart.signs_in()
    rense.signs_in()

    assert bart.browser.visit("/werkruimte/volgende").path == "/werkruimte"
    assert rense.browser.visit("/werkruimte/volgende").path.endswith(str(asked.reference))


def test_the_timeline_tells_who_asked_whom_and_what_came_of_it(
    asked: Proposal, rense: Coordinator
) -> None:
    rense.opens_the_link().press("Stuur je oordeel", judgement="agree")
    rense.signs_in()

    text = rense.looks_at(asked).text

    assert "Bart Krull vroeg een tweede oordeel over de reactie “Sluiten zonder pilot”" in text
    assert "Rense Bos was het eens met de reactie “Sluiten zonder pilot”" in text
    assert "Bart Krull sloot het voorstel zonder pilot" in text


def test_whoever_waits_for_a_second_writes_no_more(asked: Proposal, rense: Coordinator) -> None:
    rense.signs_in()

    assert "schrijft een reactie" not in rense.browser.visit("/werkruimte").text


def test_the_dossier_holds_what_was_objected_and_names_nobody(
    asked: Proposal, rense: Coordinator
) -> None:
    page = rense.opens_the_link()
    page.press("Stuur je oordeel", judgement="disagree", objection="Rense Bos vindt dit te kort.")
    rense.signs_in()

    text = rense.browser.visit(f"/werkruimte/voorstel/{asked.reference}/dossier").text

    assert "Te breed." in text
    assert "vindt dit te kort." in text
    assert "Rense Bos vindt" not in text
