"""Making a proposal anonymous: what stays of it leads to nobody."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TypeVar

from peewee import Case, DateField, Field

from regelruimte import clock
from regelruimte.store import cards
from regelruimte.store.columns import UTCDateTimeField
from regelruimte.store.models import TABLES, Pilot, Proposal, Table
from regelruimte.store.reference import new_reference
from regelruimte.store.types import Condition

# The columns that refer to a proposal in what is kept about it, but what became of the rule.
_ABOUT_IT = tuple(
    table._meta.fields["proposal"]
    for table in TABLES
    if "proposal" in table._meta.fields and table is not Pilot
)
_BLANK: dict[str, object] = {
    "title": "",
    "email": "",
    "person": "",
    "organisation": "",
    "workplace": "",
    "pilot_form": "",
    "handler": "",
    "same_rule": "",
    "citation": "",
    "rule": "",
    "part": "",
    "words": "",
    "follow_up": None,
    "reply_due": None,
    "answers": {},
    "check_answers": {},
    "check_record": {},
    "record": [],
    "saves": {},
}
# What was written of a pilot outside its answers: who decides on the rule, and what that one said.
_SAID = ("rule_owner", "room_by", "room_basis")
Moment = TypeVar("Moment", date, datetime)


def anonymise(proposal: Proposal) -> None:
    """Take out all that was written, and what may single somebody out: WP 216, chapter 2.

    The level of the rule, the status and the outcome stay, in the quarter in which each came
    about. It gets another reference: the old one stands in mails that others keep.
    """
    # What the register tells stays: our words, which the applicant had read and allowed.
    itself = Proposal.select(Proposal.id).where(Proposal.id == proposal.id)
    cards.let_go(itself, is_past_its_term=True)
    for column in _ABOUT_IT:
        column.model.delete().where(column == proposal).execute()
    for pilot in Pilot.whole(Pilot.proposal == proposal):
        said = {name: _something(Pilot._meta.fields[name]) for name in _SAID}
        left = {"answers": {}, "record": {}, "joint": "", **said, **_quarters(pilot)}
        Pilot.update(left).where(Pilot.id == pilot.id).execute()
    left = _quarters(proposal) | {"first_reply_at": _first_reply(proposal)} | _BLANK
    left |= {"reference": new_reference(), "anonymised_at": clock.now()}
    Proposal.update(left).where(Proposal.id == proposal.id).execute()


def _something(column: Field[str]) -> Condition:
    """Return what stands for a text that was written: a pilot that goes on needs to have it."""
    return Case(None, ((column == "", ""),), "…")


def _quarters(row: Table) -> dict[str, object]:
    """Return each day and moment of a row that is set, as the first of its quarter."""
    dated = (UTCDateTimeField, DateField)
    values = {
        name: getattr(row, name)
        for name, column in row._meta.fields.items()
        if isinstance(column, dated)
    }
    return {name: _quarter(value) for name, value in values.items() if value}


def _quarter(value: Moment) -> Moment:
    if not isinstance(value, datetime):
        return value.replace(month=(value.month + 2) // 3 * 3 - 2, day=1)
    day = _quarter(clock.day_of(value))
    # Noon: the same day in the Netherlands, whatever its clock does.
    return datetime.combine(day, time(12), value.tzinfo)


def _first_reply(proposal: Proposal) -> datetime | None:
    """Return a moment that keeps the wait for the first reply, in working days: it is counted."""
    if proposal.first_reply_at is None or proposal.submitted_at is None:
        return None
    sent, replied = clock.day_of(proposal.submitted_at), clock.day_of(proposal.first_reply_at)
    waited = clock.working_days_between(sent, replied)
    first = _quarter(proposal.submitted_at)
    day = clock.add_working_days(first.date(), waited)
    return datetime.combine(day, time(12), first.tzinfo)
