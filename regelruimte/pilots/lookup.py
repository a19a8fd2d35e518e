"""The pilot of a proposal; an approved proposal has one, written down with its first step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from peewee import ModelSelect, fn

from regelruimte import clock
from regelruimte.pilots.consent import GIVEN, NOT_ASKED, WITHIN_THE_RULE, needs_of
from regelruimte.pilots.status import mandate_from_check
from regelruimte.replies.queries import given_replies
from regelruimte.store.models import Pilot, PilotCondition, Proposal, Reply
from regelruimte.store.types import Condition

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
    # Peewee annotates most of its calls, and this one not.
    stored: tuple[Pilot, bool] = Pilot.get_or_create(  # type: ignore[no-untyped-call]
        proposal=proposal, defaults=_at_first(proposal)
    )
    return stored[0]


def conditions_of(proposal: Proposal) -> list[PilotCondition]:
    """Return the conditions of its pilot, those for the start first."""
    query = PilotCondition.select().where(PilotCondition.proposal == proposal)
    return list(query.order_by(PilotCondition.is_before_start.desc(), PilotCondition.id))


def first_due() -> ModelSelect[PilotCondition]:
    """Return the query of the day by which the first open condition of a proposal is due."""
    day = PilotCondition.select(fn.MIN(PilotCondition.due))
    return day.where(PilotCondition.proposal == Proposal.id, _is_due())


def has_due_condition() -> Condition:
    """Return the condition of a proposal whose pilot waits for what is due by now."""
    # By their number: asked of each proposal by itself, all proposals would be gone through.
    due = PilotCondition.select(PilotCondition.proposal).where(_is_due())
    found: Condition = Proposal.id.in_(due)
    return found


def _is_due() -> Condition:
    return PilotCondition.met_at.is_null() & (PilotCondition.due <= clock.today())


def has_own_condition() -> Condition:
    """Return the condition of a pilot in which the applicant herself has to see to something."""
    found: Condition = Pilot.proposal.in_(
        PilotCondition.select(PilotCondition.proposal).where(_hers())
    )
    return found


def _hers() -> Condition:
    hers: Condition = (PilotCondition.who == "applicant") & PilotCondition.met_at.is_null()
    return hers


def own_condition_due(pilot: Pilot) -> date | None:
    """Return by which day the applicant herself has to see to the first open condition, if any."""
    query = PilotCondition.select().where(PilotCondition.proposal == pilot.proposal_id, _hers())
    first = query.where(PilotCondition.due.is_null(False)).order_by(PilotCondition.due).first()
    return first.due if first else None


def has_consents() -> Condition:
    """Return the condition of a pilot for which nobody else must agree: see `consent`."""
    has_room = (Pilot.room == GIVEN) | (Pilot.room.in_(NOT_ASKED) & ~Pilot.needs_room)
    has_basis = (Pilot.room_basis != "") | ~Pilot.needs_basis
    can_be_let_go = ~Pilot.is_european | Pilot.pilot_form.in_(WITHIN_THE_RULE)
    is_met = Pilot.open_conditions == 0
    found: Condition = has_room & has_basis & can_be_let_go & is_met
    return found


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
    return Pilot(proposal=proposal, **_at_first(proposal))


def _at_first(proposal: Proposal) -> dict[str, object]:
    """Return what the proposal tells of who must agree; nobody changes it once it is approved."""
    answers = proposal.answers
    needs = needs_of(str(answers.get("rule_level") or ""), str(answers.get("rule_owner") or ""))
    mandate = mandate_from_check(str(proposal.check_answers.get("mandate", "")))
    return {"mandate": mandate, **asdict(needs)}
