"""The dossier for a Woo request: everything that was written, and nobody in it."""

from __future__ import annotations

import pytest

from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator

pytestmark = pytest.mark.both_databases


def names_somebody(proposal: Proposal) -> str:
    """Let the applicant's name and organisation stand in a text of the proposal too."""
    name, place = proposal.answers["name"], proposal.answers["organisation"]
    record = [
        entry | {"text": f"{entry['text']} Vraag {name.upper()} van {place}."}
        if entry["key"] == "alternative"
        else entry
        for entry in proposal.record
    ]
    Proposal.update(record=record).where(Proposal.id == proposal.id).execute()
    return str(name)


def test_it_holds_what_was_written_and_leaves_persons_out(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "in_conversation", message="We bellen over de bloemkool.")
    rense.signs_in()
    rense.looks_at(proposal).press("Bewaar de notitie", note="Een notitie over spruiten.")
    with applicant.everyone.app.app_context():
        name = names_somebody(Proposal.get_by_id(proposal.id))

    page = rense.looks_at(proposal).follow("Dossier voor een Woo-verzoek")

    for text in (proposal.answers["rule_text"], "bloemkool", "spruiten"):
        assert text in page.text
    hidden = [name, proposal.answers["email"], proposal.answers["organisation"], "Rense", "b.krull"]
    assert [each for each in hidden if each.casefold() in page.text.casefold()] == []
