"""Proposals that look like one another, and those that a coordinator called the same rule."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from peewee import Case, ModelSelect

from regelruimte.config import Coordinator
from regelruimte.fields.folding import folded
from regelruimte.proposals.article import article_of
from regelruimte.proposals.identity import TEXT
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal
from regelruimte.store.search import matching_any
from regelruimte.store.types import Condition
from regelruimte.workspace.listing import LIST_COLUMNS

_MOST = 5
_CANDIDATES = 200  # rows that share a word, to be compared here
# Shorter words say little about what a title is about.
_LONG = 5
_SHARED = 2  # words of the title that the other must have too
# Longer ones that say as little: a title that nobody gave is the beginning of a sentence.
_COMMON = frozenset(
    {
        *("alles", "altijd", "andere", "eerst", "elkaar", "hebben", "iedere", "kunnen", "mensen"),
        *("minder", "moeten", "mogen", "omdat", "onder", "tegen", "tussen", "volgens", "voordat"),
        *("wanneer", "waarbij", "worden", "wordt", "zoals", "zodat", "zonder"),
    }
)
_CITED = (Proposal.part, Proposal.rule_suggested)


@dataclass(frozen=True, slots=True)
class Alike:
    """Others that look like a proposal, the strongest reason first; none stands under two.

    They cite the same article, the same rule otherwise, or hold words of the title. Nothing is
    put together by itself: a coordinator does.
    """

    article: list[Proposal] = field(default_factory=list)
    rule: list[Proposal] = field(default_factory=list)
    words: list[Proposal] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.article or self.rule or self.words)


def alike(proposal: Proposal) -> Alike:
    """Return at most five others: of the same article, of the same rule, with the same words."""
    by_rule = _by_rule(proposal)
    known = {each.id for each in by_rule}
    by_words = [each for each in _by_words(proposal) if each.id not in known]
    article = article_of(proposal.part)
    same = [each for each in by_rule if article and article_of(each.part) == article]
    other = [each for each in by_rule if each not in same]
    return Alike(same, other, by_words[: _MOST - len(by_rule)])


def _by_rule(proposal: Proposal) -> list[Proposal]:
    """Return others that cite the same rule, those of the same article before all others."""
    if not proposal.rule:
        return []
    article = article_of(proposal.part)
    is_same = (Proposal.part == article) | Proposal.part.startswith(f"{article};")
    others = _others(proposal, _same_rule_as(proposal))
    if article:
        others = others.order_by(Case(None, ((is_same, 0),), 1), Proposal.id.desc())
    return list(others.select(*LIST_COLUMNS, *_CITED).limit(_MOST))


def _same_rule_as(proposal: Proposal) -> Condition:
    """Return what holds of those about this rule: what is only text means it in one house."""
    same = Proposal.rule == proposal.rule
    if proposal.rule.startswith(f"{TEXT}:"):
        return same & (Proposal.organisation == proposal.organisation)
    return same


def _by_words(proposal: Proposal) -> list[Proposal]:
    """Return those with enough long words of the title anywhere, the most alike first."""
    words = {word for word in folded(proposal.title) if len(word) >= _LONG} - _COMMON
    query = matching_any(sorted(words))
    if query is None:
        return []
    near = query.select(*LIST_COLUMNS, Proposal.words).where(Proposal.id != proposal.id)
    shared = [(len(words & set(each.words.split())), each) for each in near.limit(_CANDIDATES)]
    enough = min(_SHARED, len(words))
    best = sorted(shared, key=lambda pair: (-pair[0], -pair[1].id))
    return [each for count, each in best if count >= enough]


def same_rule(proposal: Proposal) -> list[Proposal]:
    """Return the other proposals that were put with this one."""
    if not proposal.same_rule:
        return []
    return list(_others(proposal, Proposal.same_rule == proposal.same_rule))


def members(group: str) -> list[Proposal]:
    """Return all proposals that were put together under this name, whole, the newest first."""
    of_group = Proposal.same_rule == group, Proposal.reference.is_null(False)
    return list(Proposal.whole(*of_group).order_by(Proposal.id.desc())) if group else []


def _others(proposal: Proposal, condition: Condition) -> ModelSelect[Proposal]:
    others = condition, Proposal.id != proposal.id, Proposal.reference.is_null(False)
    return Proposal.select(*LIST_COLUMNS).where(*others).order_by(Proposal.id.desc())


def put_with(proposal: Proposal, other: Proposal, by: Coordinator) -> None:
    """Note that two proposals, and all that were put with either, are about the same rule."""
    with transaction():
        group = proposal.same_rule or other.same_rule or uuid.uuid4().hex
        for each in (proposal, other):
            in_its_group = (Proposal.same_rule == each.same_rule) & (Proposal.same_rule != "")
            which = (Proposal.id == each.id) | in_its_group
            Proposal.update(same_rule=group).where(which).execute()
        events.add(proposal, "same_rule", by.email, other=other.reference)


def take_apart(proposal: Proposal, by: Coordinator) -> None:
    """Note that this one is about a rule of its own after all; the others stay together."""
    with transaction():
        Proposal.update(same_rule="").where(Proposal.id == proposal.id).execute()
        events.add(proposal, "own_rule", by.email)
