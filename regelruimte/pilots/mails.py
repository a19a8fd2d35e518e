"""What is mailed about a pilot: to coordinators where to look, to applicants that there is news."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import url_for

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.mail import kinds, outbox
from regelruimte.mail.defang import defang
from regelruimte.mail.kinds import MailKind
from regelruimte.pilots.awaited import is_awaited, wanted_before
from regelruimte.pilots.lookup import about_the_same_rule, stored_pilot_of
from regelruimte.proposals import mails
from regelruimte.store import events
from regelruimte.store.models import Proposal


def tell_coordinators(kind: MailKind, proposal: Proposal, config: Config, **context: Any) -> None:
    """Queue a mail to the coordinators: where the pilot is in the workspace, which asks who reads.

    Of a confidential proposal the mail has no title. Its link holds no secret, so it
    does not grow old.
    """
    link = url_for("workspace.pilot", ref=proposal.reference, _external=True)
    for coordinator in config.coordinators:
        outbox.queue(
            kind,
            coordinator,
            proposal=proposal,
            reference=proposal.reference,
            title="" if proposal.confidential else defang(proposal.title),
            link=link,
            **context,
        )


def tell_applicant(proposal: Proposal, config: Config) -> None:
    """Queue a mail to the applicant: that something is asked, or else that something changed.

    Nothing of what it is. What is asked takes the place of news that waits to go out.
    """
    pilot = stored_pilot_of(proposal)
    if not is_awaited(pilot):
        _queue(kinds.PILOT_NEWS, proposal, config)
        return
    outbox.cancel(proposal, kind=kinds.PILOT_NEWS)
    day = wanted_before(pilot)
    before = f" vóór {clock.dutch_date(day)}" if day else ""
    _queue(kinds.PILOT_TO_DO, proposal, config, before=before)


def ask_applicant(proposal: Proposal, config: Config) -> None:
    """Queue a mail to the applicant that asks how it goes."""
    _queue(kinds.PILOT_QUESTION, proposal, config)


def ask_for_condition(proposal: Proposal, config: Config) -> None:
    """Queue a mail to the applicant that asks to see to something; nothing of what it is."""
    _queue(kinds.PILOT_TO_DO, proposal, config, before="")


def tell_of_same_rule(proposal: Proposal, config: Config) -> None:
    """Queue a mail to whoever else named the rule of this pilot: there is news about it.

    Once to each person, and nothing of whose pilot it was; of a confidential one nobody hears.
    """
    told = {proposal.person}
    for other in about_the_same_rule(proposal):
        if other.person not in told:
            told.add(other.person)
            events.add(other, "rule_told")
            _queue(kinds.RULE_NEWS, other, config)


def _queue(kind: MailKind, proposal: Proposal, config: Config, **context: Any) -> None:
    """Let a mail wait as long as a reply does; one that waits already tells of this as well."""
    if proposal.anonymised_at or outbox.waits(kind, proposal):
        return
    later = clock.now() + timedelta(minutes=config.undo_minutes)
    mails.to_applicant(kind, proposal, config, not_before=later, **context)
