"""How long things are kept (the privacy page says so too), and the removal of what is past it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from peewee import ModelSelect, fn

from regelruimte import clock
from regelruimte.config import Terms
from regelruimte.store.anonymise import anonymise
from regelruimte.store.db import transaction
from regelruimte.store.erase import erase, leave_nothing
from regelruimte.store.for_each import for_each
from regelruimte.store.hold import hold
from regelruimte.store.models import (
    Absence,
    AuditEntry,
    Consent,
    Event,
    Introduction,
    IntroductionSide,
    Link,
    OutgoingMail,
    Person,
    Pilot,
    Proposal,
    Reader,
    SignIn,
)
from regelruimte.store.types import Condition

# After the last day on which it could be answered; the privacy page says so.
_INTRODUCTION_DAYS = 90


def _nothing(_: Proposal) -> None:
    pass


def remove_what_is_past_its_term(
    terms: Terms, *, thorough: bool = True, archive: Callable[[Proposal], None] = _nothing
) -> dict[str, int]:
    """Erase drafts, take out what is personal of the rest; return how many of each.

    `archive` keeps a record of what was sent, before it is made anonymous. When `thorough` no byte
    of it stays here, whatever that costs. It may run at any moment and any number of times.
    What somebody changes meanwhile stays.
    """

    def forget(proposal: Proposal) -> None:
        archive(proposal)
        anonymise(proposal)

    try:
        return {
            "drafts": _each(_ended_drafts(terms), erase),
            "closed": _each(_ended(terms), forget),
            "pilots": _each(_ended_pilots(terms), forget),
            "mails": _old_mails(_before(terms.mail_days)),
            "links": _old_links(_before(terms.mail_days)),
            "readers": _old_readers(_before(terms.mail_days)),
            "consents": _old_consents(),
            "sign_ins": _old_sign_ins(_before(terms.mail_days)),
            "introductions": _old_introductions(_before(_INTRODUCTION_DAYS)),
            "absences": _old_absences(_before(terms.mail_days)),
            "persons": _old_persons(_before(terms.closed_days)),
            "audit_entries": _old_audit_entries(_before(terms.audit_days)),
        }
    finally:
        leave_nothing(thorough=thorough)


def _each(past: Condition, remove: Callable[[Proposal], None]) -> int:
    """Remove one after the other, each in a transaction of its own."""
    found = list(Proposal.select().where(past))
    return for_each(found, lambda proposal: _remove(proposal, past, remove))


def _remove(proposal: Proposal, past: Condition, remove: Callable[[Proposal], None]) -> bool:
    with transaction():
        if not hold(proposal, past):
            return False
        remove(proposal)
        return True


def _ended_drafts(terms: Terms) -> Condition:
    return (Proposal.status == "draft") & (Proposal.changed_at < _before(terms.draft_days))


def _ended(terms: Terms) -> Condition:
    """Return what holds of a proposal without a pilot that is closed, or that nobody touched."""
    limit = _before(terms.closed_days)
    untouched = Proposal.closed_at.is_null() & (_last_event() < _before(terms.untouched_days))
    closed = (Proposal.closed_at < limit) | untouched
    return _kept() & closed & Proposal.status.not_in(("draft", "approved"))


def _ended_pilots(terms: Terms) -> Condition:
    """Return what holds of a pilot that is past its term, which counts from the trial's end.

    One that did not end counts from the last that anybody did, or from its end date; a proposal
    that was approved and never got a pilot from its approval.
    """
    limit, untouched = _before(terms.pilot_days), _before(terms.untouched_days)
    ended = fn.COALESCE(Pilot.closed_at, Pilot.ended_at)
    ends_on = Pilot.ends_on.is_null() | (Pilot.ends_on < clock.day_of(untouched))
    left_alone = ended.is_null() & ends_on & (_last_event() < untouched)
    past: Condition = _has_pilot((ended < limit) | left_alone)
    past |= ~_has_pilot() & (Proposal.closed_at < limit)
    return _kept() & (Proposal.status == "approved") & past


def _has_pilot(*conditions: Condition) -> Condition:
    return fn.EXISTS(Pilot.select(1).where(Pilot.proposal == Proposal.id, *conditions))


def _kept() -> Condition:
    return Proposal.anonymised_at.is_null()


def _last_event() -> ModelSelect[Event]:
    """Return when somebody did something last; what the site does by itself has no actor."""
    by_somebody = Event.proposal == Proposal.id, Event.actor != ""
    return Event.select(fn.MAX(Event.at)).where(*by_somebody)


def _old_mails(limit: datetime) -> int:
    gone = (
        (OutgoingMail.delivered_at < limit)
        | (OutgoingMail.cancelled_at < limit)
        | (OutgoingMail.failed_at < limit)
        | (OutgoingMail.held_at < limit)
    )
    return int(OutgoingMail.delete().where(gone).execute())


def _old_links(limit: datetime) -> int:
    gone = (Link.expires_at < limit) | (Link.revoked_at < limit)
    return int(Link.delete().where(gone).execute())


def _old_readers(limit: datetime) -> int:
    """Forget the addresses of those who read along; who they were stays for the applicant."""
    past = (Reader.until < clock.day_of(limit)) & (Reader.email != "")
    return int(Reader.update(email="").where(past).execute())


def _old_consents() -> int:
    """Forget who said yes or no once a trial began, or the link ended, and what nobody confirmed.

    By then nothing can be taken back, and no code works any more.
    """
    begun = Pilot.select(Pilot.proposal).where(Pilot.status != "preparing")
    is_over = Consent.proposal.in_(begun) | (Consent.until < clock.today())
    forgotten = Consent.update(person="").where(Consent.person != "", is_over).execute()
    is_left = Consent.given_at.is_null() & (Consent.code_until < _before(1))
    nothing = {"answer": "", "condition": "", "function": "", "person": "", "domain": ""}
    unconfirmed = Consent.update(code_hash="", code_until=None, **nothing).where(is_left)
    return int(forgotten) + int(unconfirmed.execute())


def _old_introductions(limit: datetime) -> int:
    """Forget who was asked, some time after it was over; and those of whom nobody is left."""
    left = IntroductionSide.select(IntroductionSide.introduction)
    gone = (Introduction.ends_on < clock.day_of(limit)) | Introduction.id.not_in(left)
    return int(Introduction.delete().where(gone).execute())


def _old_sign_ins(limit: datetime) -> int:
    return int(SignIn.delete().where(SignIn.created_at < limit).execute())


def _old_absences(limit: datetime) -> int:
    return int(Absence.delete().where(Absence.until < clock.day_of(limit)).execute())


def _old_persons(limit: datetime) -> int:
    gone = (Person.confirmed_at < limit) | (Person.denied_at < limit)
    return int(Person.delete().where(gone).execute())


def _old_audit_entries(limit: datetime) -> int:
    return int(AuditEntry.delete().where(AuditEntry.at < limit).execute())


def _before(days: int) -> datetime:
    return clock.now() - timedelta(days=days)
