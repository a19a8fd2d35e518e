"""Letting somebody read along: at once, or once the applicant of what is confidential says yes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.fields.question import Value
from regelruimte.limits.count import Limit, take
from regelruimte.limits.person import has_denied, person
from regelruimte.readers import mails
from regelruimte.readers.lookup import is_readable
from regelruimte.readers.parts import named
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Proposal, Reader

_OF_A_PROPOSAL = Limit("readers of a proposal", an_hour=10, a_day=20)
_TO_A_PERSON = Limit("invitations to a reader", an_hour=5, a_day=20)


class TooOften(Exception):
    """This proposal, or this address, had its mails for now."""


def let_read(
    proposal: Proposal, values: Mapping[str, Value], by: Coordinator, config: Config
) -> None:
    """Give somebody the parts in `values`, by the keys of the coordinator's questions.

    Raises TooLate when the proposal was withdrawn or made anonymous meanwhile, TooOften past the
    limits and for whoever said "dit ben ik niet"; nothing is stored then.
    """
    with transaction():
        if not hold(proposal, is_readable()):
            raise TooLate
        address = str(values["reader_email"])
        # One answer to both: nobody learns here who said "dit ben ik niet".
        limits = (_OF_A_PROPOSAL, proposal.uid), (_TO_A_PERSON, person(address))
        if has_denied(address) or not take(*limits):
            raise TooOften
        reader = _stored(proposal, values, by)
        _ask_or_invite(reader, by, config)


def _ask_or_invite(reader: Reader, by: Coordinator, config: Config) -> None:
    if reader.proposal.confidential:
        events.add(reader.proposal, "reader_asked", by.email, **told_of(reader))
        mails.ask_applicant(reader, config)
    else:
        events.add(reader.proposal, "reader_allowed", by.email, **told_of(reader))
        mails.invite(reader)


def told_of(reader: Reader) -> dict[str, str]:
    """Return what an event keeps of a reader: who by function, and which parts."""
    return {"reader": reader.uid, "function": reader.function, "parts": named(reader)}


def _stored(proposal: Proposal, values: Mapping[str, Value], by: Coordinator) -> Reader:
    reader: Reader = Reader.create(
        proposal=proposal,
        email=values["reader_email"],
        function=values["reader_function"],
        parts=values["parts"],
        shows_person=values["shows_person"],
        shows_organisation=values["shows_organisation"],
        message=values["reader_message"],
        until=clock.today() + timedelta(days=cast(int, values["reader_days"])),
        coordinator=by.email,
        coordinator_name=by.name,
        allowed_at=None if proposal.confidential else clock.now(),
    )
    return reader
