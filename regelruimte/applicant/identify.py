"""Who opens a link from a mail: the applicant, or somebody who should not have it."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.limits import person
from regelruimte.mail import outbox
from regelruimte.proposals.alerts import alert_after_all
from regelruimte.proposals.owner_links import new_own_page
from regelruimte.proposals.receipt import receipts_after_all
from regelruimte.store import cards, events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Link, Proposal
from regelruimte.store.reference import normalised


def it_is_me(link: Link, token: str, config: Config) -> str:
    """Confirm the address and return the token that opens the page.

    The mailed link of a confidential proposal stays a door: whoever reads the mailbox later
    must know the reference too. Its token is replaced by a fresh, short-lived one.
    """
    proposal = link.proposal
    with transaction():
        _confirm(proposal, config)
        if proposal.confidential:
            return new_own_page(proposal, config)
        links.unlock(link)
        return token


def it_is_not_me(link: Link) -> None:
    """Close the links in this mailbox, and send nothing more to it: it is not the applicant's."""
    with transaction():
        links.revoke(link)
        links.revoke_doors(link.proposal)
        outbox.cancel(link.proposal, recipient=link.recipient)
        _deny(link.proposal)
        Proposal.update(email_denied_at=clock.now()).where(Proposal.id == link.proposal).execute()
        cards.let_go(Proposal.select(Proposal.id).where(Proposal.id == link.proposal))
        events.add(link.proposal, "address_denied", "applicant")


def knows_reference(link: Link, typed: str) -> bool:
    """Tell whether somebody knows the reference; a wrong guess is counted."""
    right = normalised(typed) == link.proposal.reference
    if not right:
        links.note_wrong_guess(link)
    return right


def _deny(proposal: Proposal) -> None:
    """Remember it of the address as well, unless its owner did confirm another proposal."""
    person.denied(proposal.email)
    if person.has_denied(proposal.email):
        outbox.cancel_asked_for(proposal.email)


def _confirm(proposal: Proposal, config: Config) -> None:
    first_time = Proposal.update(email_confirmed_at=clock.now(), email_denied_at=None).where(
        Proposal.id == proposal.id, Proposal.email_confirmed_at.is_null()
    )
    # Of two windows one is the first, and what waited is mailed once.
    if first_time.execute():
        events.add(proposal, "address_confirmed", "applicant")
        person.confirmed(proposal.email)
        alert_after_all(proposal, config)
        receipts_after_all(proposal.person, config)
