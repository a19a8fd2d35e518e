"""What whoever is asked for a yes reads: the case for a pilot, without who wrote it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from regelruimte.fields.question import Answers
from regelruimte.pilots.conditions import Told, told_outside
from regelruimte.pilots.lookup import conditions_of
from regelruimte.proposals.summary import summary_of
from regelruimte.readers.excerpt import Entry, facts_of, hiding
from regelruimte.readers.masking import masked
from regelruimte.store.models import Consent, Proposal


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The summary of a proposal, and the conditions of its pilot, as they are drawn.

    `answers` are those whose kinds may add a link or a note: none of them holds what was hidden.
    """

    title: str
    record: list[Entry]
    answers: Answers
    conditions: list[Told]


def excerpt(consent: Consent) -> Excerpt:
    """Return what the link shows; the title only where the applicant chose so."""
    proposal: Proposal = consent.proposal
    facts = facts_of(proposal)
    record, answers = hiding(facts, summary_of(proposal.record), proposal)
    title = masked(proposal.title, facts) if consent.shows_title else ""
    conditions = [_without(facts, told_outside(each)) for each in conditions_of(proposal)]
    return Excerpt(title, record, answers, conditions)


def _without(facts: list[str], condition: Told) -> Told:
    return replace(condition, text=masked(condition.text, facts))
