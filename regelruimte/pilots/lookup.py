"""The pilot of a proposal; an approved proposal has one, written down with its first step."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.pilots.status import mandate_from_check
from regelruimte.replies.queries import given_replies
from regelruimte.store.models import Pilot, Proposal

_APPROVED = "approved"


def pilot_of(proposal: Proposal) -> Pilot | None:
    """Return the pilot, stored or about to be; None while an approval can still be undone."""
    if proposal.status != _APPROVED or not _is_final(proposal):
        return None
    return Pilot.get_or_none(Pilot.proposal == proposal) or _new(proposal)


def stored_pilot_of(proposal: Proposal) -> Pilot:
    """Return the pilot from the database; make it if there is none. Call it in a transaction."""
    mandate = {"mandate": _new(proposal).mandate}
    found: tuple[Pilot, bool] = Pilot.get_or_create(  # type: ignore[no-untyped-call]
        proposal=proposal, defaults=mandate
    )
    return found[0]


def _is_final(proposal: Proposal) -> bool:
    given = given_replies(proposal)
    return not given or given[-1].visible_at <= clock.now()


def _new(proposal: Proposal) -> Pilot:
    mandate = mandate_from_check(str(proposal.check_answers.get("mandate", "")))
    return Pilot(proposal=proposal, mandate=mandate)
