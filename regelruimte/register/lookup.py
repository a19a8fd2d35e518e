"""The cards and versions that a page is about, as the database has them now."""

from __future__ import annotations

from collections.abc import Iterable

from peewee import fn

from regelruimte.register.status import NONE
from regelruimte.store.models import (
    Proposal,
    QuarterAccount,
    RuleCard,
    RuleCardProposal,
    RuleCardText,
)


def newest_texts() -> list[RuleCardText]:
    """Return the newest version of each card, its card loaded, in the order of their titles."""
    other = RuleCardText.alias()
    last = other.select(fn.MAX(other.version)).where(other.card == RuleCardText.card)
    texts = RuleCardText.select(RuleCardText, RuleCard).join(RuleCard)
    return list(texts.where(RuleCardText.version == last).order_by(RuleCardText.words))


def versions(slug: str) -> list[RuleCardText]:
    """Return the versions of the card with this slug, the newest first; of no card none."""
    texts = RuleCardText.select(RuleCardText, RuleCard).join(RuleCard)
    return list(texts.where(RuleCard.slug == slug).order_by(RuleCardText.version.desc()))


def card_of(proposal: object) -> RuleCard | None:
    """Return the card that is about this proposal, given by itself or its number."""
    cards = RuleCard.select().join(RuleCardText).join(RuleCardProposal)
    found: RuleCard | None = cards.where(RuleCardProposal.proposal == proposal).first()
    return found


def cards_of(proposals: Iterable[Proposal]) -> list[RuleCard]:
    """Return the cards that are about any of these proposals, each once."""
    cards = RuleCard.select().join(RuleCardText).join(RuleCardProposal)
    about = RuleCardProposal.proposal.in_([proposal.id for proposal in proposals])
    return list(cards.where(about).distinct().order_by(RuleCard.id))


def has_account() -> bool:
    """Tell whether there is an account of any quarter, for everybody to read."""
    return bool(QuarterAccount.select().exists())


def consents(proposal: object) -> list[RuleCardProposal]:
    """Return what an applicant was asked of each version that was shown, and said; newest first."""
    rows = RuleCardProposal.select(RuleCardProposal, RuleCardText, RuleCard)
    rows = rows.join(RuleCardText).join(RuleCard)
    shown = RuleCardText.state != "draft"
    asked = RuleCardProposal.proposal == proposal, RuleCardProposal.answer != NONE, shown
    return list(rows.where(*asked).order_by(RuleCardText.version.desc()))
