"""The mails of a message: to both coordinators, to the applicant, to the other coordinator."""

from __future__ import annotations

from regelruimte.config import Config, Coordinator
from regelruimte.limits.count import Limit, take
from regelruimte.mail import kinds, outbox
from regelruimte.messages.queries import unanswered
from regelruimte.proposals import mails
from regelruimte.store.models import Message, Proposal

_UNCONFIRMED = Limit("messages of unconfirmed addresses", an_hour=30)
_ALL = "all together"


def tell_coordinators(message: Message, proposal: Proposal, config: Config) -> None:
    """Mail both coordinators what the applicant wrote; of a confidential proposal no word of it.

    Where a mail about an earlier message still waits, one goes out in its place that tells both.
    In a flood from unconfirmed addresses nothing is mailed: the messages wait in the workspace.
    """
    if not _may_mail(proposal):
        return
    told = [message]
    if outbox.waits(kinds.ALERT_MESSAGE, proposal):
        outbox.cancel(proposal, kind=kinds.ALERT_MESSAGE)
        told = unanswered(proposal)
    texts = [] if proposal.confidential else [each.text for each in told]
    mails.to_coordinators(kinds.ALERT_MESSAGE, proposal, config, count=len(told), texts=texts)


def _may_mail(proposal: Proposal) -> bool:
    if proposal.alert_waits:
        return False
    return bool(proposal.email_confirmed_at) or take((_UNCONFIRMED, _ALL))


def tell_applicant(proposal: Proposal, by: Coordinator, config: Config) -> None:
    """Mail the applicant that there is a message, and nothing of it; tell the other coordinator.

    A mail that still waits tells of this message as well.
    """
    if not outbox.waits(kinds.MESSAGE, proposal):
        mails.to_applicant(kinds.MESSAGE, proposal, config)
    if not outbox.waits(kinds.NOTICE_MESSAGE, proposal):
        mails.to_coordinators(
            kinds.NOTICE_MESSAGE, proposal, config, but=by.email, coordinator=by.name
        )
