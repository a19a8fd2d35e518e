"""Which approved pilots the card tells of, on pages that anybody can make and read."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.proposals.levels import LEVELS
from regelruimte.store.models import Proposal

_NEWEST = 3
_LABELS = {level.key: level.label for level in LEVELS}


def shared_pilots(config: Config) -> list[str]:
    """Return what kind of rule the newest approved pilots are about, at most three.

    In our words, because a title may tell an employer whose it is. Only of applicants who allow
    it, never of a confidential proposal, and not while the approval can still be undone.
    """
    final = clock.now() - timedelta(minutes=config.undo_minutes)
    approved = (
        Proposal.select(Proposal.rule_level, Proposal.answers)
        .where(
            Proposal.status == "approved",
            ~Proposal.confidential,
            Proposal.anonymised_at.is_null(),
            Proposal.closed_at <= final,
        )
        .order_by(Proposal.closed_at.desc())
    )
    allowed = (proposal for proposal in approved if proposal.answers.get("may_share"))
    return [_LABELS[proposal.rule_level] for proposal in islice(allowed, _NEWEST)]
