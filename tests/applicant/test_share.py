"""Whether an example may be shared can be changed at any time, and the card follows."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.applicant.share import share
from regelruimte.embed.shared import shared_pilots
from regelruimte.store.models import Proposal
from regelruimte.store.retention import anonymise
from tests.approved import approve
from tests.people import Applicant, Coordinator


@pytest.mark.parametrize("may", [True, False])
def test_sharing_can_be_changed_and_the_card_follows(
    app: Flask, applicant: Applicant, bart: Coordinator, may: bool
) -> None:
    approve(applicant, bart, ["act"] * 2)  # of fewer than three the card tells nothing
    proposal = applicant.has_sent(may_share=not may, rule_level="act")
    bart.has_replied(proposal, "approved", pilot_form="doe_tank", duration_months=3, conditions="")

    def is_shared() -> bool:
        with app.app_context():
            return bool(shared_pilots(app.config["REGELRUIMTE"]))

    assert is_shared() is not may
    page = (
        applicant.opens_own_page()
        .follow("Je voorbeeld")
        .press("Bewaar je keuze", share_it="yes" if may else "no")
    )

    assert is_shared() is may
    assert applicant.stored.answers["may_share"] is may
    told = {entry["key"]: entry["text"] for entry in applicant.stored.record}
    assert told["may_share"] == ("Ja" if may else "Nee")
    assert ("daar mogen we je naar vragen" in page.text) is may
    bart.signs_in()
    assert "wijzigde of we het voorbeeld mogen delen" in bart.looks_at(proposal).text


def test_of_what_is_anonymous_nothing_comes_back(app: Flask, applicant: Applicant) -> None:
    proposal = applicant.has_sent()
    with app.app_context():
        anonymise(proposal)
        share(proposal, may=True)
        kept = Proposal.get_by_id(proposal.id)

    assert (kept.answers, kept.record) == ({}, [])


def test_nothing_is_chosen_beforehand(applicant: Applicant) -> None:
    applicant.has_sent()

    page = applicant.opens_own_page().follow("Je voorbeeld").press("Bewaar je keuze", expects=422)

    assert page.errors == {"share_it": "Kies of we je dat mogen vragen."}
