"""The pilot of a proposal; an approved proposal has one, written down with its first step."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte import clock
from regelruimte.pilots.status import mandate_from_check
from regelruimte.replies.queries import given_replies
from regelruimte.store.models import Pilot, Proposal, Reply

_APPROVED = "approved"


def pilot_of(proposal: Proposal, replies: Sequence[Reply] | None = None) -> Pilot | None:
    """Return the pilot, stored or about to be; None while an approval can still be undone.

    `replies` are those that were given, from whoever has them loaded already.
    """
    if proposal.status != _APPROVED:
        return None
    if not _is_final(given_replies(proposal) if replies is None else replies):
        return None
    return Pilot.whole(Pilot.proposal == proposal).first() or _new(proposal)


def stored_pilot_of(proposal: Proposal) -> Pilot:
    """Return the pilot as the database has it now; make it if there is none.

    Call it in a transaction: what a step is written over is then what was read here.
    """
    mandate = {"mandate": _new(proposal).mandate}
    # Peewee annotates most of its calls, and this one not.
    stored: tuple[Pilot, bool] = Pilot.get_or_create(  # type: ignore[no-untyped-call]
        proposal=proposal, defaults=mandate
    )
    return stored[0]


def about_the_same_rule(proposal: Proposal) -> list[Proposal]:
    """Return the other proposals about the rule of this one whose applicants may hear of it.

    The newest first. None when this one is confidential: what became of it is told to nobody.
    """
    if proposal.confidential or not proposal.same_rule:
        return []
    others = Proposal.same_rule == proposal.same_rule, Proposal.id != proposal.id
    is_open = Proposal.status.not_in(("draft", "withdrawn"))
    may_hear = Proposal.email_denied_at.is_null() & Proposal.anonymised_at.is_null()
    return list(Proposal.select().where(*others, is_open, may_hear).order_by(Proposal.id.desc()))


def outcomes_of_same_rule(proposal: Proposal) -> list[str]:
    """Return what became of the rule in the pilots of others, the oldest first, as keys.

    Only how it is called: nothing of whose pilot it was, and nothing of a confidential one.
    """
    if not proposal.same_rule:
        return []
    others = Proposal.same_rule == proposal.same_rule, Proposal.id != proposal.id
    closed = Pilot.status == "closed", ~Proposal.confidential
    pilots = Pilot.select(Pilot.outcome).join(Proposal).where(*others, *closed)
    return list(dict.fromkeys(pilot.outcome for pilot in pilots.order_by(Pilot.closed_at)))


def _is_final(replies: Sequence[Reply]) -> bool:
    """Tell whether the last reply can no longer be undone."""
    # None are left once they were removed with the text, after its term.
    return not replies or replies[-1].visible_at <= clock.now()


def _new(proposal: Proposal) -> Pilot:
    mandate = mandate_from_check(str(proposal.check_answers.get("mandate", "")))
    return Pilot(proposal=proposal, mandate=mandate)
