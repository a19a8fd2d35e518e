"""Whose a proposal is: taking it, or handing it to the other coordinator."""

from __future__ import annotations

from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal


def hand_over(proposal: Proposal, to: Coordinator | None, by: Coordinator, config: Config) -> None:
    """Make it `to`'s proposal, or nobody's; tell that coordinator unless it is oneself."""
    handler = to.email if to else ""
    with transaction():
        changed = Proposal.update(handler=handler).where(
            Proposal.id == proposal.id, Proposal.handler != handler
        )
        if not changed.execute():
            return
        events.add(proposal, "handed_over", by.email, handler=handler)
        if to and to.email != by.email:
            link = mails.coordinator_link(proposal, to, config)
            outbox.queue(
                kinds.HANDED_OVER,
                to,
                proposal=proposal,
                coordinator=by.name,
                **mails.content(proposal),
                link=link,
            )
