"""What is mailed about a pilot: to coordinators where to look, to applicants that there is news."""

from __future__ import annotations

from typing import Any

from regelruimte.config import Config
from regelruimte.mail import outbox
from regelruimte.mail.kinds import MailKind
from regelruimte.proposals import mails
from regelruimte.store.models import Proposal
from regelruimte.web.unlinked import unlinked


def tell_coordinators(
    kind: MailKind, proposal: Proposal, config: Config, but: str = "", **context: Any
) -> None:
    """Queue a mail to the coordinators: where the pilot is in the workspace, which asks who reads.

    Of a confidential proposal the mail has no title. Its link holds no secret, so it
    does not grow old.
    """
    link = f"{config.site_url}/werkruimte/voorstel/{proposal.reference}/pilot"
    for coordinator in config.coordinators:
        if coordinator.email != but:
            outbox.queue(
                kind,
                coordinator,
                proposal=proposal,
                reference=proposal.reference,
                title="" if proposal.confidential else unlinked(proposal.title),
                link=link,
                **context,
            )


def tell_applicant(kind: MailKind, proposal: Proposal, config: Config) -> None:
    """Queue a mail to the applicant: that there is something to read, and nothing of it."""
    if not proposal.anonymised_at:
        mails.to_applicant(kind, proposal, config)
