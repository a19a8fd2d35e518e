"""Mailing somebody the link to what a coordinator entered for them: only they can send it."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for

from regelruimte.config import Config, Coordinator
from regelruimte.drafts.entry import MAILED
from regelruimte.drafts.entry_questions import is_complete
from regelruimte.drafts.journey import known_email
from regelruimte.drafts.resume import count_mail
from regelruimte.drafts.submit import NotReady
from regelruimte.mail import kinds, outbox
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Proposal


def ask_for_yes(entry: Proposal, by: Coordinator, config: Config) -> None:
    """Mail a link that first asks who opens it, and tells nothing of what was entered.

    Raises NotReady when something is missing, TooOften as `mail_link` does, and TooLate when it
    was changed or sent meanwhile.
    """
    email = known_email(entry.situation)
    if not (email and is_complete(entry.situation)):
        raise NotReady
    with transaction():
        unchanged = Proposal.revision == entry.revision, Proposal.status == "draft"
        if not hold(entry, *unchanged):
            raise TooLate
        count_mail(entry, email)
        events.add(entry, MAILED, by.email)
        _queue(entry, email, config)


def _queue(entry: Proposal, email: str, config: Config) -> None:
    days = config.terms.draft_days
    token = links.make(
        links.Purpose.DRAFT,
        entry,
        recipient=links.MAILED,
        lasts=timedelta(days=days),
        needs_confirmation=True,
    )
    outbox.queue(
        kinds.ENTERED,
        Coordinator("", email),
        proposal=entry,
        coordinator=config.name_of(entry.entered_by),
        days=days,
        link=url_for("drafts.resume", token=token, _external=True),
    )
