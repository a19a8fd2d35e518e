"""Answering what the coordinators asked: only the questions they marked can change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.fields.question import Question, Situation, Value, asked, in_words
from regelruimte.mail import kinds
from regelruimte.proposals import mails
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.replies.outcome import UNCLEAR_QUESTIONS
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal, Reply


def reopened_questions(proposal: Proposal, request_for_info: Reply) -> tuple[Question, ...]:
    """Return the questions that a coordinator reopened, in their order."""
    keys = set(request_for_info.answers[UNCLEAR_QUESTIONS])
    return tuple(q for q in asked(QUESTIONS, proposal.situation) if q.key in keys)


def answer(
    proposal: Proposal, questions: tuple[Question, ...], values: Mapping[str, Value], config: Config
) -> bool:
    """Store the answers and alert both coordinators again; tell whether it was done.

    It is not done when the question was answered already, or is no longer open.
    """
    changes = _changes(proposal, questions, values)
    with transaction():
        if not _store(proposal, values, changes, config):
            return False
        renewed = Proposal.get_by_id(proposal.id)
        events.add(renewed, "answered", "applicant", revision=renewed.revision, changes=changes)
        mails.to_coordinators(kinds.ALERT_ANSWERED, renewed, config)
        return True


def _store(
    proposal: Proposal, values: Mapping[str, Value], changes: list[dict[str, Any]], config: Config
) -> bool:
    due = clock.add_working_days(clock.today(), config.terms.reply_working_days)
    answers = {**proposal.answers, **values}
    done = (
        Proposal.update(
            status="submitted",
            answers=answers,
            record=_renewed_record(proposal.record, changes),
            title=str(answers["title"]).strip(),
            rule_level=answers["rule_level"],
            pilot_form=answers["pilot_form"],
            revision=Proposal.revision + 1,
            turn=Proposal.turn + 1,
            changed_at=clock.now(),
            reply_due=due,
        )
        .where(
            Proposal.id == proposal.id,
            Proposal.status == "info_requested",
            Proposal.revision == proposal.revision,
        )
        .execute()
    )
    return bool(done)


def _changes(
    proposal: Proposal, questions: tuple[Question, ...], values: Mapping[str, Value]
) -> list[dict[str, Any]]:
    """Return each reopened question with its words before and after."""
    after = Situation({**proposal.answers, **values}, proposal.check_answers)
    before = {entry["key"]: entry["text"] for entry in proposal.record}
    return [
        {
            "key": question.key,
            "label": question.label_in(after),
            "before": before.get(question.key, ""),
            "after": in_words(question, after),
        }
        for question in questions
    ]


def _renewed_record(
    record: list[dict[str, str]], changes: list[dict[str, Any]]
) -> list[dict[str, str]]:
    """Return the frozen words with the reopened answers renewed; the others stay as sent."""
    new = {change["key"]: change for change in changes}
    return [
        {**entry, "label": new[entry["key"]]["label"], "text": new[entry["key"]]["after"]}
        if entry["key"] in new
        else entry
        for entry in record
    ]
