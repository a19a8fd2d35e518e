"""Giving a proposal another mail address, when mail does not reach its applicant."""

from __future__ import annotations

from regelruimte.config import Config, Coordinator
from regelruimte.limits import person
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.proposals.columns import derived, write
from regelruimte.replies.mails import tell_applicant
from regelruimte.replies.queries import given_replies, undoable
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal


class Meanwhile(Exception):
    """Somebody gave it another address, or changed it, since the page was made."""


class Denied(Exception):
    """Whoever has this address said not to be the applicant."""


def readdress(
    proposal: Proposal, address: str, seen_address: str, by: Coordinator, config: Config
) -> None:
    """Mail a new link to this address from now on, which first asks who opens it.

    What still waited for the address there was, goes out no more. Raises Meanwhile, and changes
    nothing, unless that address is the one that the coordinator saw (`seen_address`); raises
    Denied when the new one is that of whoever said "dit ben ik niet" of this proposal.
    """
    if proposal.email_denied_at and person.person(address) == proposal.person:
        raise Denied
    old_address = proposal.answers.get("email", "")
    with transaction():
        if not _change(proposal, address, seen_address):
            raise Meanwhile
        links.revoke_doors(proposal)
        person.forget(address)  # somebody called, and was told this one
        events.add(proposal, "readdressed", by.email)
        outbox.cancel(proposal, recipient=old_address)
        # Read anew: a reply may have been given since the page was opened, and waits as well.
        _mail(Proposal.get_by_id(proposal.id), by, config)


def _change(proposal: Proposal, address: str, seen_address: str) -> bool:
    record = [{**e, "text": address} if e["key"] == "email" else e for e in proposal.record]
    columns = derived(proposal.reference, {**proposal.answers, "email": address}, record)
    return write(
        proposal,
        columns | {"email_confirmed_at": None, "email_denied_at": None},
        Proposal.email == seen_address,
        Proposal.anonymised_at.is_null(),
    )


def _mail(proposal: Proposal, by: Coordinator, config: Config) -> None:
    """Mail the way back now, and what the applicant may not see yet when that can be seen."""
    mails.to_applicant(kinds.NEW_ADDRESS, proposal, config, coordinator=by.name)
    if hidden := undoable(proposal, given_replies(proposal)):
        tell_applicant(hidden, proposal, config)
