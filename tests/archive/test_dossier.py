"""The dossier for a Woo request: everything that was written, and nobody in it."""

from __future__ import annotations

import pytest

from regelruimte.store.models import Proposal
from tests.consenting import ADDRESS, FUNCTION, WORKS_AT, manager_with
from tests.people import Applicant, Coordinator
from tests.pilots.test_life import Pair

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


def test_parts_of_a_name_and_of_an_organisation_are_left_out(
    applicant: Applicant, bart: Coordinator
) -> None:
    told = {"alternative": "Vraag Zandbergen, of bel naar Waterstad: daar doen wij het zo."}
    writer = {"name": "Noor Zandbergen", "organisation": "Gemeente Waterstad"}
    proposal = applicant.has_sent(**writer, **told)

    bart.signs_in()
    page = bart.looks_at(proposal).follow("Dossier voor een Woo-verzoek")

    assert "daar doen wij het zo" in page.text
    assert [each for each in ("Zandbergen", "Waterstad") if each in page.text] == []


def test_who_answered_by_a_link_is_left_out(applicant: Applicant, bart: Coordinator) -> None:
    pair = Pair(applicant, bart)
    manager = manager_with(pair)
    manager.answers("yes_if", consent_condition="Eerst overleg.")
    manager.takes_back()

    page = bart.looks_at(pair.proposal).follow("Dossier voor een Woo-verzoek")

    assert "Eerst overleg." in page.text
    assert [each for each in (FUNCTION, WORKS_AT) if each in page.text] == []


def test_it_holds_the_messages_of_both_sides(applicant: Applicant, bart: Coordinator) -> None:
    proposal = applicant.has_sent()
    applicant.writes("Mag mijn collega meelezen?")
    bart.signs_in()

    page = bart.looks_at(proposal).follow("Dossier voor een Woo-verzoek")

    assert "Mag mijn collega meelezen?" in page.text


def test_it_leaves_out_who_said_yes_by_a_link_and_where_they_work(
    applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart)
    manager_with(pair).answers("yes_if", consent_condition="Elke maand een steekproef.")

    page = bart.looks_at(pair.proposal).follow("Dossier voor een Woo-verzoek")

    assert "Elke maand een steekproef." in page.text
    assert FUNCTION not in page.text
    assert ADDRESS.partition("@")[2] not in page.text
