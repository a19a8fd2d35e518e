"""Mailing somebody a new link in the place of one that does not work any more."""

from __future__ import annotations

from collections.abc import Iterator

from peewee import ModelSelect

from regelruimte.config import Config, Coordinator
from regelruimte.fields.kinds import EMAIL
from regelruimte.fields.question import Question, always
from regelruimte.limits.count import Limit, take
from regelruimte.limits.person import person
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.store.db import transaction
from regelruimte.store.models import LinkRequest, Proposal

_TO_ONE_PERSON = Limit("fresh links to a person", an_hour=3, a_day=10)
_A_ROUND = 20  # requests: the mailer has other mail to send too

ADDRESS = Question(
    key="email",
    label="Op welk e-mailadres kreeg je onze mail?",
    kind=EMAIL,
    required=always,
    missing="Vul het e-mailadres in waarop je onze mail kreeg.",
    maximum=254,
    autocomplete="email",
)


def ask(address: str) -> None:
    """Note that somebody asks for new links.

    The mailer looks the address up: here a known one would take longer than an unknown one.
    """
    LinkRequest.create(address=address)


def mail_fresh_links(config: Config) -> None:
    """Mail what was asked for; an address gets three mails an hour at most."""
    for request in list(LinkRequest.select().order_by(LinkRequest.id).limit(_A_ROUND)):
        with transaction():
            # Of two mailers one removes it.
            if LinkRequest.delete().where(LinkRequest.id == request.id).execute():
                _mail(request.address, config)


def _mail(address: str, config: Config) -> None:
    """Mail a new link to each thing that belongs to this address.

    For a coordinator: what waits longest for a reply. For an applicant: what was confirmed, and
    then what was sent last.
    """
    coordinator = next((c for c in config.coordinators if c.email == address.lower()), None)
    if coordinator:
        _to_coordinator(coordinator, config)
    else:
        _to_applicant(address, config)


def _to_coordinator(coordinator: Coordinator, config: Config) -> None:
    waiting = Proposal.select().where(
        Proposal.status == "submitted", Proposal.anonymised_at.is_null()
    )
    for proposal in _some(waiting.order_by(Proposal.reply_due, Proposal.id), coordinator.email):
        link = mails.coordinator_link(proposal, coordinator, config)
        outbox.queue(kinds.FRESH_LINK, coordinator, proposal=proposal, link=link)


def _to_applicant(address: str, config: Config) -> None:
    proposals = Proposal.select().where(
        Proposal.email == address.lower(), Proposal.email_denied_at.is_null()
    )
    unconfirmed = Proposal.email_confirmed_at.is_null()
    for proposal in _some(proposals.order_by(unconfirmed, Proposal.id.desc()), address):
        mails.to_applicant(kinds.FRESH_LINK, proposal, config)


def _some(query: ModelSelect[Proposal], address: str) -> Iterator[Proposal]:
    """Return the first of these, as many as may be mailed to this address by now."""
    first = list(query.limit(_TO_ONE_PERSON.an_hour))
    return (proposal for proposal in first if take((_TO_ONE_PERSON, person(address))))
