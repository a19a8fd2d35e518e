"""Who opens the link to what a coordinator entered: its owner, or somebody else."""

from __future__ import annotations

from regelruimte.config import Config
from regelruimte.drafts.access_code import is_confidential
from regelruimte.drafts.entry import OPENED, was_opened
from regelruimte.drafts.journey import known_email
from regelruimte.drafts.wipe_entry import wipe_entry
from regelruimte.limits import person
from regelruimte.mail import outbox
from regelruimte.proposals.owner_links import own_address
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.hold import hold
from regelruimte.store.models import Link, Proposal


def it_is_me(link: Link, token: str) -> str:
    """Let its owner in, and return the token that opens the draft.

    The mailed link of a confidential one stays a door; its token is replaced by a short-lived one.
    """
    entry: Proposal = link.proposal
    with transaction():
        if hold(entry, Proposal.status == "draft") and not was_opened(entry):
            events.add(entry, OPENED, "applicant")
        if is_confidential(entry):
            return own_address(entry)
        links.unlock(link)
        return token


def it_is_not_me(link: Link, config: Config) -> None:
    """Close the link; send nothing more to this address, and wipe out what nobody opened yet.

    What somebody else opened from the same mailbox, by another link, is that one's.
    """
    entry: Proposal = link.proposal
    with transaction():
        links.revoke(link)
        if hold(entry, Proposal.status == "draft") and not was_opened(entry):
            _deny(known_email(entry.situation))
            wipe_entry(entry, config, by="receiver")


def _deny(address: str) -> None:
    person.denied(address)
    if person.has_denied(address):
        outbox.cancel_asked_for(address)
