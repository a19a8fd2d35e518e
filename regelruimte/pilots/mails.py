"""What is mailed about a pilot: to coordinators where to look, to applicants that there is news."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import url_for

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.mail import outbox
from regelruimte.mail.defang import defang
from regelruimte.mail.kinds import MailKind
from regelruimte.proposals import mails
from regelruimte.store.models import Proposal


def tell_coordinators(
    kind: MailKind, proposal: Proposal, config: Config, but: str = "", **context: Any
) -> None:
    """Queue a mail to the coordinators: where the pilot is in the workspace, which asks who reads.

    Of a confidential proposal the mail has no title. Its link holds no secret, so it
    does not grow old.
    """
    link = url_for("workspace.pilot", ref=proposal.reference, _external=True)
    for coordinator in config.coordinators:
        if coordinator.email != but:
            outbox.queue(
                kind,
                coordinator,
                proposal=proposal,
                reference=proposal.reference,
                title="" if proposal.confidential else defang(proposal.title),
                link=link,
                **context,
            )


def tell_applicant(kind: MailKind, proposal: Proposal, config: Config) -> None:
    """Queue a mail to the applicant: that there is something to read, and nothing of it.

    It waits as long as a reply does, and one that waits already tells of this as well.
    """
    if proposal.anonymised_at or outbox.waits(kind, proposal):
        return
    later = clock.now() + timedelta(minutes=config.undo_minutes)
    mails.to_applicant(kind, proposal, config, not_before=later)
