"""Mailing somebody a new link in the place of one that does not work any more."""

from __future__ import annotations

from datetime import timedelta

from peewee import fn

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.fields.kinds import EMAIL
from regelruimte.fields.question import Question, always
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.store.db import transaction
from regelruimte.store.models import OutgoingMail, Proposal

_MOST_AN_HOUR = 3

ADDRESS = Question(
    key="email",
    label="Op welk e-mailadres kreeg je onze mail?",
    kind=EMAIL,
    required=always,
    missing="Vul het e-mailadres in waarop je onze mail kreeg.",
    maximum=254,
    autocomplete="email",
)


def mail_fresh_links(address: str, config: Config) -> None:
    """Mail a new link to each thing that belongs to this address, three an hour at most.

    For a coordinator: what waits longest for a reply. For an applicant: what was sent last.
    Nothing tells the caller whether the address is known.
    """
    with transaction():
        left = _MOST_AN_HOUR - _mailed_lately(address)
        coordinator = next((c for c in config.coordinators if c.email == address.lower()), None)
        if coordinator:
            _to_coordinator(coordinator, left, config)
        else:
            _to_applicant(address, left, config)


def _mailed_lately(address: str) -> int:
    recent = outbox.recent(kinds.FRESH_LINK, clock.now() - timedelta(hours=1))
    return int(recent.where(fn.LOWER(OutgoingMail.recipient) == address.lower()).count())


def _to_coordinator(coordinator: Coordinator, most: int, config: Config) -> None:
    waiting = Proposal.select().where(
        Proposal.status == "submitted", Proposal.anonymised_at.is_null()
    )
    for proposal in waiting.order_by(Proposal.reply_due, Proposal.id).limit(max(most, 0)):
        link = mails.coordinator_link(proposal, coordinator, config)
        outbox.queue(kinds.FRESH_LINK, coordinator, proposal=proposal, link=link)


def _to_applicant(address: str, most: int, config: Config) -> None:
    theirs = Proposal.select().where(Proposal.email == address.lower())
    for proposal in theirs.order_by(Proposal.id.desc()).limit(max(most, 0)):
        mails.to_applicant(kinds.FRESH_LINK, proposal, config)
