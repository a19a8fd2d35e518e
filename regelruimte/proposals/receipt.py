"""The receipt: at once, or, after three of a day that nobody confirmed, once somebody does.

The proposal is taken either way: whoever sends in somebody else's name keeps nobody from sending,
and learns nothing of who did.
"""

from __future__ import annotations

from collections.abc import Iterable

from peewee import fn

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.limits.count import DAY, Limit, give_back, take
from regelruimte.mail import kinds
from regelruimte.proposals import mails
from regelruimte.store.models import OutgoingMail, Proposal

_MOST = 3
_UNCONFIRMED = Limit("receipts that nobody confirmed", an_hour=_MOST, a_day=_MOST)


def receipt(proposal: Proposal, config: Config) -> None:
    """Queue the receipt, unless three of this day wait for "dit ben ik": then it waits as well.

    Whoever gave no address gets none.
    """
    if not proposal.email:
        return
    if not proposal.email_denied_at and take((_UNCONFIRMED, proposal.person)):
        mails.to_applicant(kinds.RECEIPT, proposal, config)


def receipts_after_all(person: str, config: Config) -> None:
    """Queue the newest receipts that waited, now that this person said "dit ben ik".

    Not all: they may be somebody else's, who sent a hundred.
    """
    give_back(_UNCONFIRMED, person)
    for proposal in _waiting(person):
        mails.to_applicant(kinds.RECEIPT, proposal, config)


def _waiting(person: str) -> Iterable[Proposal]:
    mail = OutgoingMail.kind == kinds.RECEIPT.key
    receipts = OutgoingMail.select(1).where(mail, OutgoingMail.proposal == Proposal.id)
    waiting = Proposal.select().where(
        Proposal.person == person,
        Proposal.submitted_at > clock.now() - DAY,
        Proposal.email_confirmed_at.is_null(),
        Proposal.email_denied_at.is_null(),
        ~fn.EXISTS(receipts),
    )
    return list(waiting.order_by(Proposal.id.desc()).limit(_MOST))
