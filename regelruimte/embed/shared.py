"""Which approved pilots may be told of on other people's pages."""

from __future__ import annotations

from datetime import timedelta

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.store.models import Proposal

_NEWEST = 3


def shared_pilots(config: Config) -> list[str]:
    """Return the titles of the newest approved pilots, at most three, whose applicants allow it.

    Never a confidential one, and none while its approval can still be undone.
    """
    final = clock.now() - timedelta(minutes=config.undo_minutes)
    approved = (
        Proposal.select(Proposal.title, Proposal.answers)
        .where(
            Proposal.status == "approved",
            ~Proposal.confidential,
            Proposal.anonymised_at.is_null(),
            Proposal.closed_at <= final,
        )
        .order_by(Proposal.closed_at.desc())
    )
    allowed = (proposal.title for proposal in approved if proposal.answers.get("may_share"))
    return [title for title, _ in zip(allowed, range(_NEWEST), strict=False)]
