"""Sending a proposal: one transaction that stores it, its words, its event and its mails."""

from __future__ import annotations

from datetime import timedelta

from regelruimte import clock
from regelruimte.check.frozen import check_record
from regelruimte.check.verdict import is_signal
from regelruimte.config import Config
from regelruimte.drafts import journey
from regelruimte.drafts.entry_questions import is_complete
from regelruimte.fields.question import Situation, record
from regelruimte.limits.person import has_denied
from regelruimte.proposals import alerts
from regelruimte.proposals.columns import derived, write_draft
from regelruimte.proposals.receipt import receipt
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal
from regelruimte.store.reference import new_reference

APPLICANT = "applicant"


class NotReady(Exception):
    """The proposal cannot be sent as it is: an answer is missing, or the check says no."""


def submit(proposal: Proposal, config: Config, by: str = APPLICANT) -> Proposal:
    """Send this draft and return it as sent; sending it again changes nothing.

    A coordinator (`by`, an address) sends what somebody without a mail address said yes to. Raises
    NotReady when an answer is not right or the check does not let a proposal follow.
    """
    while proposal.status == "draft":
        with transaction():
            if _send(proposal, config, by):
                return proposal
        # Another window changed or sent it since it was read.
        proposal = Proposal.get_by_id(proposal.id)
    return proposal


def _send(proposal: Proposal, config: Config, by: str) -> bool:
    """Send the draft, unless it changes at this very moment; tell whether it was sent."""
    situation = proposal.situation
    if not (journey.is_complete if by == APPLICANT else is_complete)(situation):
        raise NotReady
    if not write_draft(proposal, _sent(situation, config)):
        return False
    page_closes = clock.now() + timedelta(hours=config.terms.sent_page_hours)
    events.add(proposal, "submitted", by)
    links.expire_drafts(proposal, page_closes)
    if proposal.confidential:
        links.expire_mailed_drafts(proposal, clock.now())
    alerts.alert(proposal, config)
    receipt(proposal, config)
    return True


def _sent(situation: Situation, config: Config) -> dict[str, object]:
    """Return the columns of a sent proposal: the asked answers, and the words that stood there."""
    reference, now = new_reference(), clock.now()
    answers = journey.cleaned(situation)
    told = record(journey.to_send(situation), Situation(answers, situation.check))
    columns = derived(reference, answers, [entry.entry() for entry in told])
    return columns | {
        "status": "submitted",
        "status_version": 1,  # no draft has had another status
        "reference": reference,
        "check_record": check_record(situation.check),
        "signal": is_signal(situation.check),
        # Nothing is mailed to it then, and the coordinators see that they had better call.
        "email_denied_at": now if has_denied(str(columns["email"])) else None,
        "submitted_at": now,
        "changed_at": now,
        "reply_due": clock.add_working_days(clock.today(), config.terms.reply_working_days),
    }
