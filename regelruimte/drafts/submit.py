"""Sending a proposal: one transaction that stores it, its words, its event and its mails."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from regelruimte import clock
from regelruimte.check.frozen import check_record
from regelruimte.check.verdict import is_signal
from regelruimte.config import Config
from regelruimte.drafts import journey
from regelruimte.fields.question import record
from regelruimte.limits.person import has_denied, person
from regelruimte.proposals import alerts, citation
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.proposals.receipt import receipt
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal
from regelruimte.store.reference import new_reference
from regelruimte.store.search import words_of


class NotReady(Exception):
    """The proposal cannot be sent as it is: an answer is missing, or the check says no."""


def submit(proposal: Proposal, config: Config) -> Proposal:
    """Send this draft and return it as sent; sending it again changes nothing.

    Raises NotReady when an answer is not right or the check does not let a proposal follow.
    """
    while (proposal := Proposal.get_by_id(proposal.id)).status == "draft":
        with transaction():
            _send(Proposal.get_by_id(proposal.id), config)
    return proposal


def _send(proposal: Proposal, config: Config) -> None:
    """Send the draft, unless it changes at this very moment."""
    situation = proposal.situation
    if not journey.may_propose(situation) or journey.first_unfinished(situation):
        raise NotReady
    if not _store(proposal, config):
        return
    page_closes = clock.now() + timedelta(hours=config.terms.sent_page_hours)
    events.add(proposal, "submitted", "applicant")
    links.expire_drafts(proposal, page_closes)
    if proposal.confidential:
        links.expire_mailed_drafts(proposal, clock.now())
    alerts.alert(proposal, config)
    receipt(proposal, config)


def _store(proposal: Proposal, config: Config) -> bool:
    """Make the draft a sent proposal if it still is this draft; tell whether it was done."""
    revision = proposal.revision
    _freeze(proposal)
    proposal.reply_due = clock.add_working_days(clock.today(), config.terms.reply_working_days)
    values = {field: getattr(proposal, field) for field in _FROZEN}
    done = (
        Proposal.update(status_version=Proposal.status_version + 1, **values)
        .where(
            Proposal.id == proposal.id,
            Proposal.status == "draft",
            Proposal.revision == revision,
        )
        .execute()
    )
    return bool(done)


_FROZEN = (
    "status",
    "reference",
    "answers",
    "record",
    "check_record",
    "title",
    "email",
    "person",
    "email_denied_at",
    "rule_level",
    "pilot_form",
    "confidential",
    "signal",
    "citation",
    "words",
    "submitted_at",
    "changed_at",
    "reply_due",
)


def _freeze(proposal: Proposal) -> None:
    """Fix what is sent: the asked answers, and the words in which they were asked and given."""
    situation = proposal.situation
    answers = journey.cleaned(situation)
    proposal.status = "submitted"
    proposal.reference = new_reference()
    proposal.answers = answers
    proposal.record = [asdict(answered) for answered in record(QUESTIONS, situation)]
    proposal.check_record = check_record(proposal.check_answers)
    proposal.title = str(answers["title"]).strip()
    proposal.email = str(answers["email"]).lower()
    proposal.person = person(proposal.email)
    # Nothing is mailed to it then, and the coordinators see that they had better call.
    proposal.email_denied_at = clock.now() if has_denied(proposal.email) else None
    proposal.rule_level = answers["rule_level"]
    proposal.pilot_form = answers["pilot_form"]
    proposal.confidential = answers["confidential"] == "confidential"
    proposal.signal = is_signal(situation.check)
    proposal.citation = citation.written(answers.get("rule_link"))
    proposal.words = words_of(proposal.reference, proposal.record)
    proposal.submitted_at = proposal.changed_at = clock.now()
