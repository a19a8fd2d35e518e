"""Which rules or pilots the card tells of, on pages that anybody can make and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.proposals.levels import LEVELS
from regelruimte.register import public
from regelruimte.register.public import PublicCard
from regelruimte.store.models import Proposal

_LEAST = 3  # pilots of a level: of fewer it can be guessed whose they are
_MOST = 3  # rules or levels: oEmbed promises a height that the whole card fits in
_LABELS = {level.key: level.label for level in LEVELS if level.key != "unknown"}


def shared_rules() -> list[PublicCard]:
    """Return some rules of the last release; none as long as the register holds too few."""
    return public.latest(_MOST)


def shared_pilots(config: Config) -> list[str]:
    """Return the kinds of rule that most approved pilots are about, ordered by their label.

    In our words, because a title may tell an employer whose it is.
    """
    pilots = Counter(_LABELS[level] for level in _levels(config) if level in _LABELS)
    ranked = sorted(pilots.items(), key=lambda kind: (-kind[1], kind[0]))
    return sorted(label for label, count in ranked[:_MOST] if count >= _LEAST)


def _levels(config: Config) -> Iterator[str]:
    """Yield the level of each pilot whose applicant allows it to be told.

    Never of a confidential proposal, and not while the approval can still be undone.
    """
    final = clock.now() - timedelta(minutes=config.undo_minutes)
    approved = Proposal.select(Proposal.rule_level, Proposal.answers).where(
        Proposal.status == "approved",
        ~Proposal.confidential,
        Proposal.anonymised_at.is_null(),
        Proposal.closed_at <= final,
    )
    return (proposal.rule_level for proposal in approved if proposal.answers.get("may_share"))
