"""Giving a proposal another mail address, after the one it had turned out to be somebody else's."""

from __future__ import annotations

from regelruimte.config import Config, Coordinator
from regelruimte.limits import person
from regelruimte.mail import kinds
from regelruimte.proposals import mails
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal


def readdress(proposal: Proposal, address: str, by: Coordinator, config: Config) -> None:
    """Mail a new link to this address from now on, which first asks who opens it.

    Nothing happens unless somebody said "dit ben ik niet" of the address there was.
    """
    with transaction():
        told = [{**e, "text": address} if e["key"] == "email" else e for e in proposal.record]
        changed = Proposal.update(
            answers={**proposal.answers, "email": address},
            record=told,
            email=address.lower(),
            person=person.person(address),
            email_confirmed_at=None,
            email_denied_at=None,
        ).where(
            Proposal.id == proposal.id,
            Proposal.revision == proposal.revision,
            Proposal.email_denied_at.is_null(False),
            Proposal.anonymised_at.is_null(),
        )
        if changed.execute():
            links.revoke_doors(proposal)
            person.forget(address)  # somebody called, and was told this one
            events.add(proposal, "readdressed", by.email)
            mails.to_applicant(kinds.FRESH_LINK, Proposal.get_by_id(proposal.id), config)
