"""Beginning a draft, and changing the check that it began from."""

from __future__ import annotations

from collections.abc import Mapping

from regelruimte.proposals.save import change
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal


def begin(check: Mapping[str, str], own_details: Mapping[str, object] | None = None) -> str:
    """Store an empty draft that knows its check; return the token of its address."""
    with transaction():
        proposal = Proposal.create(
            check_answers=dict(check),
            workplace=check.get("workplace", ""),
            answers=dict(own_details or {}),
        )
        events.add(proposal, "begun", "applicant")
        return links.make(links.Purpose.DRAFT, proposal)


def change_check(proposal: Proposal, check: Mapping[str, str]) -> None:
    """Keep the changed answers of the check; only a draft's check can change."""
    answers, workplace = dict(check), check.get("workplace", "")
    while proposal.status == "draft" and proposal.check_answers != answers:
        if change(proposal, check_answers=answers, workplace=workplace):
            return
