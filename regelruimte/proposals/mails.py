"""Mails about a proposal: to each coordinator, with a link of one's own, and to its applicant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from regelruimte.config import Config, Coordinator
from regelruimte.fields.question import Answers, Question, Value
from regelruimte.mail import kinds, outbox
from regelruimte.mail.defang import defang
from regelruimte.proposals.questions import question_of
from regelruimte.proposals.reading import Entry, Reading, reading
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.store.models import Proposal, Reply

# What an alert tells of a proposal (docs: the contract's "Mail"); the rest is behind its link.
ALERT_SHOWS = (
    "rule_level",
    "rule_source",
    "rule_owner",
    "hours_per_month",
    "rule_text",
    "example",
    "alternative",
    "pilot_form",
    "safeguard",
    "boundaries",
    "mandate_holder",
    "mandate_help",
)


def alert_kind(proposal: Proposal) -> kinds.MailKind:
    """Return the alert that fits a proposal that was just sent."""
    if proposal.confidential:
        return kinds.ALERT_CONFIDENTIAL
    return kinds.ALERT_SIGNAL if proposal.signal else kinds.ALERT


def to_coordinators(
    kind: kinds.MailKind,
    proposal: Proposal,
    config: Config,
    *,
    but: str = "",
    seen: int | None = None,
    **context: Any,
) -> None:
    """Queue a mail to every coordinator, except the one whose address is `but`.

    The link shows what changed since the revision `seen`, or since now.
    """
    context |= content(proposal)
    others = [coordinator for coordinator in config.coordinators if coordinator.email != but]
    links = {each: coordinator_link(proposal, each, config, seen) for each in others}
    outbox.queue_each(kind, links, proposal=proposal, **context)


def to_applicant(
    kind: kinds.MailKind,
    proposal: Proposal,
    config: Config,
    *,
    reply: Reply | None = None,
    not_before: datetime | None = None,
    **context: Any,
) -> None:
    """Queue a mail to the applicant: a link to the own page, and nothing of the proposal.

    The reference of a confidential proposal stays out: the page asks for it. Nothing goes to an
    address whose owner said "dit ben ik niet", or to whoever gave none: a coordinator calls.
    """
    if proposal.email_denied_at or not proposal.email:
        return
    token = links.make(
        links.Purpose.APPLICANT,
        proposal,
        recipient=proposal.answers["email"],
        lasts=timedelta(days=config.terms.applicant_link_days),
        needs_confirmation=kind.asks_who
        or proposal.confidential
        or proposal.email_confirmed_at is None,
    )
    outbox.queue(
        kind,
        Coordinator("", proposal.answers["email"]),
        proposal=proposal,
        reply=reply,
        not_before=not_before,
        reference="" if proposal.confidential else proposal.reference,
        reply_due=proposal.reply_due,
        link=url_for("applicant.show", token=token, _external=True),
        **context,
    )


def coordinator_link(
    proposal: Proposal,
    coordinator: Coordinator,
    config: Config,
    seen: int | None = None,
    *,
    lasts: timedelta | None = None,
    session: str | None = None,
) -> str:
    """Return the address of a new link for this coordinator alone, who saw the revision `seen`.

    It lasts as long as a mailed one, unless told otherwise, or until the `session` ends.
    """
    token = links.make(
        links.Purpose.COORDINATOR,
        proposal,
        recipient=coordinator.email,
        revision=seen,
        lasts=lasts or timedelta(days=config.terms.coordinator_link_days),
        session=session,
    )
    return url_for("replies.show", token=token, _external=True)


def content(proposal: Proposal) -> outbox.Context:
    """Return what a coordinator's mail may tell: of a confidential proposal no title, no text."""
    context: outbox.Context = {
        "reference": proposal.reference,
        "reply_due": proposal.reply_due,
        "title": "",
        "entered_by": settings().name_of(proposal.entered_by),
        "no_address": not proposal.email,
        "unconfirmed": bool(proposal.email) and proposal.email_confirmed_at is None,
        "denied": proposal.email_denied_at is not None,
    }
    if proposal.confidential:
        return context
    return context | {
        "title": defang(proposal.title),
        "check": proposal.check_record,
        "shown": _shown(proposal),
    }


def _shown(proposal: Proposal) -> Reading:
    """Return what an alert shows: what decides where it goes as facts, then the texts."""
    recorded = {entry["key"]: entry for entry in proposal.record}
    asked = [question_of(key) for key in ALERT_SHOWS if key in recorded]
    shown = reading(_in_short(recorded[q.key], q, proposal.answers) for q in asked if q)
    return replace(shown, facts=[*_workplace(proposal.check_record), *shown.facts])


def _in_short(entry: Entry, question: Question, answers: Answers) -> Entry:
    note = _added(question, answers.get(question.key))
    return {**entry, "label": question.short or entry["label"], "note": note}


def _added(question: Question, value: Value) -> str:
    """Return what we say with an answer: its note, or the source that it names, in words."""
    source = question.kind.source(value)
    return question.kind.note(question, value) or (source.said if source else "")


def _workplace(check: Mapping[str, Any]) -> list[Entry]:
    """Return where the applicant works, as the check asked it: a kind, no organisation."""
    answered = [each for each in check.get("answers", ()) if each["key"] == "workplace"]
    return [{**each, "label": "Soort organisatie", "note": ""} for each in answered]
