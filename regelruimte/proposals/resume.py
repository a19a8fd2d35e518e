"""Mailing somebody the way back to a draft."""

from __future__ import annotations

from datetime import timedelta

from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal


def mail_link(proposal: Proposal, email: str, config: Config) -> None:
    """Mail a new link to this draft; the address it goes to is not kept with the draft."""
    with transaction():
        token = links.make(
            links.Purpose.DRAFT, proposal, lasts=timedelta(days=config.terms.draft_days)
        )
        events.add(proposal, "resume_mailed", "applicant")
        outbox.queue(
            kinds.RESUME,
            Coordinator("", email),
            proposal=proposal,
            days=config.terms.draft_days,
            link=f"{config.site_url}/voorstel/{token}",
        )
