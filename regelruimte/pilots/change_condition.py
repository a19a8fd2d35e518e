"""Changing a condition of a pilot: its words, its day, that it is met, or that it is dropped."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.pilots.add_conditions import NewCondition
from regelruimte.pilots.condition_questions import DROPPED, MET
from regelruimte.pilots.lookup import stored_pilot_of
from regelruimte.pilots.recount import recount
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import PilotCondition, Proposal


def change_condition(
    condition: PilotCondition, wanted: NewCondition, state: str, note: str, by: Coordinator
) -> None:
    """Write a condition as it is `wanted`, in a state of `condition_questions`.

    `condition` is what was read: raises TooLate when it, or the pilot, changed meanwhile.
    """
    proposal: Proposal = condition.proposal
    is_other = (wanted.text, wanted.who, wanted.is_before_start, wanted.due) != (
        condition.text,
        condition.who,
        condition.is_before_start,
        condition.due,
    )
    with transaction():
        pilot = stored_pilot_of(proposal)
        if not _write(condition, wanted, state, note, by):
            raise TooLate
        recount(proposal, pilot, is_news=is_other or state == DROPPED)
        events.add(proposal, _kind(condition, state), by.email)


def _write(
    condition: PilotCondition, wanted: NewCondition, state: str, note: str, by: Coordinator
) -> bool:
    as_read = PilotCondition.id == condition.id, PilotCondition.revision == condition.revision
    if state == DROPPED:
        return bool(PilotCondition.delete().where(*as_read).execute())
    is_met = state == MET
    # Who notes once more that it is met changes neither when it was, nor who noted it first.
    met_at = (condition.met_at or clock.now()) if is_met else None
    changed = PilotCondition.update(
        text=wanted.text,
        who=wanted.who,
        is_before_start=wanted.is_before_start,
        due=wanted.due,
        met_at=met_at,
        met_by=(condition.met_by or by.email) if is_met else "",
        note=note,
        revision=PilotCondition.revision + 1,
    ).where(*as_read)
    return bool(changed.execute())


def _kind(condition: PilotCondition, state: str) -> str:
    if state == DROPPED:
        return "condition_dropped"
    return "condition_met" if state == MET and not condition.met_at else "condition_changed"
