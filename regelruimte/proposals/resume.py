"""Mailing somebody the way back to a draft."""

from __future__ import annotations

from datetime import timedelta

from peewee import fn

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import OutgoingMail, Proposal

_MOST_AN_HOUR = 3


class TooOften(Exception):
    """This draft, or this address, was mailed often enough for now."""


def mail_link(proposal: Proposal, email: str, config: Config) -> None:
    """Mail a new link to this draft; the address it goes to is not kept with the draft.

    Raises TooOften after three mails within an hour for one draft or to one address.
    """
    with transaction():
        if _mailed_often(proposal, email):
            raise TooOften
        token = links.make(
            links.Purpose.DRAFT,
            proposal,
            recipient=links.MAILED,
            lasts=timedelta(days=config.terms.draft_days),
        )
        events.add(proposal, "resume_mailed", "applicant")
        outbox.queue(
            kinds.RESUME,
            Coordinator("", email),
            proposal=proposal,
            days=config.terms.draft_days,
            link=f"{config.site_url}/voorstel/{token}",
        )


def _mailed_often(proposal: Proposal, email: str) -> bool:
    recent = outbox.recent(kinds.RESUME, clock.now() - timedelta(hours=1))
    same = (OutgoingMail.proposal == proposal, fn.LOWER(OutgoingMail.recipient) == email.lower())
    return any(recent.where(one).count() >= _MOST_AN_HOUR for one in same)
