"""Whose a proposal is: taking it, or handing it to the other coordinator."""

from __future__ import annotations

from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal


def hand_over(proposal: Proposal, to: Coordinator, by: Coordinator, config: Config) -> None:
    """Make it `to`'s proposal, and tell that coordinator unless it is oneself."""
    with transaction():
        changed = Proposal.update(handler=to.email).where(
            Proposal.id == proposal.id, Proposal.handler != to.email
        )
        if not changed.execute():
            return
        events.add(proposal, "handed_over", by.email, handler=to.email)
        if to.email != by.email:
            link = mails.coordinator_link(proposal, to, config)
            outbox.queue(
                kinds.HANDED_OVER,
                to,
                proposal=proposal,
                coordinator=by.name,
                **mails.content(proposal),
                link=link,
            )
