"""Searching finds the same on both databases: whole words and their beginnings, however typed."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from regelruimte.store.models import Proposal
from regelruimte.store.search import folded, matching_all, matching_any
from tests.people import Applicant

pytestmark = pytest.mark.both_databases

TITLE = "Één paraaf bij kleine offertes, niet vijf"
RULE = "De coördinator tekent elke OFFERTE in de financiële administratie apart af."


@pytest.fixture
def proposal(app: Flask, applicant: Applicant) -> Proposal:
    """One proposal with words worth finding, beside another."""
    applicant.takes(2).has_sent()
    return applicant.takes(1).has_sent(title=TITLE, rule_text=RULE)


def titles(typed: str) -> list[str]:
    query = matching_all(typed)
    return [] if query is None else [proposal.title for proposal in query]


@pytest.mark.parametrize(
    "typed",
    [
        "paraaf",
        "PARAAF",
        "para",
        "een paraaf",
        "Één paraaf",
        "coordinator",
        "coo\u0308rdinator",
        "FINANCIELE",
        "offerte paraaf",
        "paraaf, offerte!",
        "  paraaf\n",
        "paraaf & vijf",
        "para-vijf",
    ],
)
def test_a_proposal_is_found_by(proposal: Proposal, typed: str) -> None:
    assert titles(typed) == [TITLE]


def test_a_word_longer_than_a_database_takes_is_found_by_its_beginning(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_sent(title=TITLE, rule_text=f"Hier staat {'paraaf' * 50} in.")

    assert titles("paraaf" * 400) == [TITLE]


@pytest.mark.parametrize("typed", ["araaf", "paraaf zevenentwintig", "offertebeleid", "xyz"])
def test_nothing_is_found_by(proposal: Proposal, typed: str) -> None:
    assert titles(typed) == []


@pytest.mark.parametrize("typed", ["", "  ", "!?", '"*', "--", "'", "&|", ":*"])
def test_nothing_to_search_for_is_no_search(proposal: Proposal, typed: str) -> None:
    assert matching_all(typed) is None


def test_a_proposal_is_found_by_its_reference(proposal: Proposal) -> None:
    assert proposal.reference
    assert titles(proposal.reference.lower()) == [TITLE]


def test_the_newest_come_first(app: Flask, applicant: Applicant) -> None:
    sent = [applicant.has_sent(title=f"Paraaf nummer {number}") for number in (1, 2, 3)]
    query = matching_all("paraaf nummer")

    assert query is not None
    assert [each.id for each in query] == [each.id for each in reversed(sent)]


def test_any_of_some_words_finds(proposal: Proposal) -> None:
    assert [each.id for each in matching_any(["zevenentwintig", "paraaf"])] == [proposal.id]


def test_a_draft_is_not_searched(app: Flask, applicant: Applicant) -> None:
    applicant.has_written_it_all(title="Paraaf in een concept")

    assert titles("paraaf") == []


@pytest.mark.usefixtures("proposal")
@tries(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=40))
def test_whatever_is_typed_can_be_searched_for(typed: str) -> None:
    assert len(titles(typed)) <= 2


def test_words_are_folded_once_and_in_order() -> None:
    assert folded("Één één, ÉÉN! Straße coördinator") == ["een", "strasse", "coordinator"]


SPELLINGS = [
    ("e-mail", "email"),
    ("foto's", "fotos"),
    ("foto’s", "foto's"),
    ("WOB-verzoek", "wobverzoek"),
    ("Øster", "oster"),
    ("Ærø", "aero"),
    ("hand\u2011tekening", "hand-tekening"),
    ("hand\u00adtekening", "handtekening"),
    ("hand\u200btekening", "handtekening"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS, ids=ascii)
def test_spellings_of_a_word_find_one_another(
    app: Flask, applicant: Applicant, one: str, other: str
) -> None:
    applicant.has_sent(title=f"Over {one} gesproken")
    applicant.has_sent(title=f"Over {other} gesproken")

    for typed in (one, other, one.upper()):
        assert len(titles(f"{typed} gesproken")) == 2


@pytest.mark.usefixtures("proposal")
@pytest.mark.parametrize(
    "typed", ["x" * 3000, "xq-" * 1000, "\u0323" * 9000, "\uff9e" * 9000, "'-'"]
)
def test_what_is_endless_is_searched_for_as_well(typed: str) -> None:
    assert titles(typed) == []


def test_a_part_of_a_compound_finds_it(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent(title="Een WOB-verzoek per e-mail")

    assert titles("verzoek mail wob") == ["Een WOB-verzoek per e-mail"]
