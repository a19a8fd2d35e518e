"""What the database knows of a version of a card, as the rules for a release look at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from regelruimte import clock
from regelruimte.proposals.questions import question_of
from regelruimte.register.objections import Card, Linked
from regelruimte.register.questions import TEXTS
from regelruimte.store.models import Message, Pilot, Proposal, RuleCardProposal, RuleCardText

_STARTED = ("running", "evaluating", "awaiting_outcome", "closed", "stopped")
_KNOWS = "yes"


def cards(texts: Sequence[RuleCardText]) -> dict[int, Card]:
    """Return what is known of each of these versions, by its number; three queries for all."""
    if not texts:
        return {}
    rows = linked_rows(texts)
    pilots, messages = _pilots(rows), _messages(rows)
    by_text: dict[int, list[Linked]] = {text.id: [] for text in texts}
    for row in rows:
        number = row.proposal.id
        linked = _linked(row, pilots.get(number), messages.get(number, ()))
        by_text[row.text_id].append(linked)
    return {text.id: card(text, by_text[text.id]) for text in texts}


def card(text: RuleCardText, linked: Iterable[Linked]) -> Card:
    """Return a version of a card with what is known of its proposals."""
    texts = {question.short: str(getattr(text, question.key)) for question in TEXTS}
    return Card(texts, text.level, text.rule, tuple(linked))


def linked_rows(texts: Sequence[RuleCardText]) -> list[RuleCardProposal]:
    """Return what these versions are about, the proposals loaded, the oldest first."""
    rows = RuleCardProposal.select(RuleCardProposal, Proposal).join(Proposal)
    numbers = [text.id for text in texts]
    return list(rows.where(RuleCardProposal.text.in_(numbers)).order_by(Proposal.id))


def of_proposals(proposals: Iterable[Proposal]) -> tuple[Linked, ...]:
    """Return what is known of proposals that no card is about yet."""
    rows = [RuleCardProposal(proposal=proposal, answer="none") for proposal in proposals]
    pilots, messages = _pilots(rows), _messages(rows)
    numbered = [(row, row.proposal.id) for row in rows]
    return tuple(
        _linked(row, pilots.get(number), messages.get(number, ())) for row, number in numbered
    )


def _pilots(rows: Iterable[RuleCardProposal]) -> Mapping[int, Pilot]:
    numbers = {row.proposal.id for row in rows}
    return {pilot.__data__["proposal"]: pilot for pilot in Pilot.whole(Pilot.proposal.in_(numbers))}


def _messages(rows: Iterable[RuleCardProposal]) -> Mapping[int, Sequence[str]]:
    """Return what each applicant wrote in messages, by the number of the proposal."""
    numbers = {row.proposal.id for row in rows}
    theirs = Message.proposal.in_(numbers), Message.coordinator == ""
    found: dict[int, list[str]] = {}
    for message in Message.select(Message.proposal, Message.text).where(*theirs):
        found.setdefault(message.__data__["proposal"], []).append(message.text)
    return found


def _linked(row: RuleCardProposal, pilot: Pilot | None, messages: Sequence[str]) -> Linked:
    proposal: Proposal = row.proposal
    answers = proposal.answers
    return Linked(
        reference=str(proposal.reference),
        confidential=proposal.confidential,
        address_confirmed=bool(proposal.email_confirmed_at) and not proposal.email_denied_at,
        may_be_asked=bool(answers.get("may_share")),
        answer=row.answer,
        asked_on=_day(row.asked_at),
        may_from=row.may_from,
        organisation=proposal.organisation,
        employer_knows=answers.get("manager_knows") == _KNOWS,
        pilot_started=pilot is not None and pilot.status in _STARTED,
        newest=_newest(proposal),
        names=tuple(str(answers[key]) for key in ("organisation", "name") if answers.get(key)),
        own_words=(*_own_words(proposal, pilot), *messages),
    )


def _newest(proposal: Proposal) -> date:
    """Return the day the proposal was sent, or approved if it was."""
    approved = proposal.closed_at if proposal.status == "approved" else None
    return clock.day_of(max(filter(None, (proposal.submitted_at, approved))))


def _day(moment: datetime | None) -> date | None:
    return clock.day_of(moment) if moment else None


def _own_words(proposal: Proposal, pilot: Pilot | None) -> Iterator[str]:
    """Yield what the applicant typed; what was picked from our list is not theirs."""
    for entry in proposal.record:
        question = question_of(entry["key"])
        if question is None or not question.choices:
            yield entry["text"]
    for statements in (pilot.record if pilot else {}).values():
        for statement in statements:
            yield from (entry["text"] for entry in statement["entries"])
