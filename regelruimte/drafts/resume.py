"""Mailing somebody the way back to a draft."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for

from regelruimte.config import Config, Coordinator
from regelruimte.limits.count import Limit, take
from regelruimte.limits.person import has_denied, person
from regelruimte.mail import kinds, outbox
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal

_OF_ONE_DRAFT = Limit("resume mails of a draft", an_hour=3)
_TO_ONE_PERSON = Limit("resume mails to a person", an_hour=3, a_day=10)


class TooOften(Exception):
    """This draft, or this address, was mailed often enough for now."""


def mail_link(proposal: Proposal, email: str, config: Config) -> None:
    """Mail a new link to this draft; the address it goes to is not kept with the draft.

    Raises TooOften after three mails within an hour for one draft or to one person, and for
    whoever said "dit ben ik niet".
    """
    with transaction():
        count_mail(proposal, email)
        events.add(proposal, "resume_mailed", "applicant")
        _queue(proposal, email, config.terms.draft_days)


def count_mail(proposal: Proposal, email: str) -> None:
    """Count a mail with a link to this draft; raises TooOften as `mail_link` does."""
    # One answer to both: nobody learns here who said "dit ben ik niet".
    if has_denied(email) or not take(
        (_OF_ONE_DRAFT, proposal.uid), (_TO_ONE_PERSON, person(email))
    ):
        raise TooOften


def _queue(proposal: Proposal, email: str, days: int) -> None:
    lasts = timedelta(days=days)
    token = links.make(links.Purpose.DRAFT, proposal, recipient=links.MAILED, lasts=lasts)
    link = url_for("drafts.resume", token=token, _external=True)
    outbox.queue(kinds.RESUME, Coordinator("", email), proposal=proposal, days=days, link=link)
