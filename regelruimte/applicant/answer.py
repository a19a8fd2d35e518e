"""Answering what the coordinators asked: only the questions they marked can change."""

from __future__ import annotations

from collections.abc import Mapping

from regelruimte import clock
from regelruimte.applicant.questions import REMARK
from regelruimte.applicant.record_update import newly_needed, renewed, reopened
from regelruimte.config import Config
from regelruimte.fields.question import Question, Situation, Value, in_words
from regelruimte.mail import kinds
from regelruimte.proposals import mails
from regelruimte.proposals.columns import Record, derived, write
from regelruimte.proposals.questions import ABOUT_YOU
from regelruimte.replies.changes import Change, note_changes
from regelruimte.replies.kinds import UNCLEAR_QUESTIONS
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal, Reply

_REMARKED = "Toelichting bij de aanvulling"


def reopened_questions(
    proposal: Proposal, request_for_info: Reply, values: Mapping[str, Value] | None = None
) -> tuple[Question, ...]:
    """Return the questions that a coordinator reopened, in their order.

    With the answers to them also what those make necessary: another approach may need a
    safeguard that was not asked for before.
    """
    before = proposal.situation
    after = Situation({**before.answers, **(values or {})}, before.check)
    marked = set(request_for_info.answers[UNCLEAR_QUESTIONS])
    return reopened(marked | newly_needed(before, after), after)


def answer(
    proposal: Proposal,
    questions: tuple[Question, ...],
    values: Mapping[str, Value],
    remark: str,
    config: Config,
) -> bool:
    """Store the answers and alert both coordinators again; tell whether they are stored.

    The `remark`, if any, is read with them.

    They are not when the question is no longer open, or was answered otherwise meanwhile.
    """
    before, seen = _texts(proposal), proposal.revision
    with transaction():
        if not _store(proposal, values, remark, config):
            return _was_done(proposal, values)
        note_changes(proposal, _changes(before, questions, proposal.situation, remark))
        mails.to_coordinators(kinds.ALERT_ANSWERED, proposal, config, seen=seen)
        return True


def _store(proposal: Proposal, values: Mapping[str, Value], remark: str, config: Config) -> bool:
    before = proposal.situation
    after = Situation({**before.answers, **values}, before.check)
    record = _with(remark, renewed(proposal.record, before, after, values))
    columns = derived(proposal.reference, after.answers, record) | {
        "status": "submitted",
        # A reply may have been given and undone since: only the database knows the number.
        "status_version": Proposal.status_version + 1,
        "revision": proposal.revision + 1,
        "changed_at": clock.now(),
        "reply_due": clock.add_working_days(clock.today(), config.terms.reply_working_days),
    }
    return write(proposal, columns, Proposal.status == "info_requested")


def _was_done(proposal: Proposal, values: Mapping[str, Value]) -> bool:
    """Tell whether these same answers are stored already: somebody pressed twice."""
    stored = Proposal.get_by_id(proposal.id).answers
    return all(stored.get(key) == value for key, value in values.items())


def _with(remark: str, record: Record) -> Record:
    """Return the record with this remark below what was said before."""
    if not remark.strip():
        return record
    others = [each for each in record if each["key"] != REMARK.key]
    earlier = [each["text"] for each in record if each["key"] == REMARK.key]
    # Like what applicants say about themselves, it is not asked for again.
    entry = {"key": REMARK.key, "step": ABOUT_YOU, "label": _REMARKED}
    return [*others, {**entry, "text": "\n\n".join([*earlier, remark])}]


def _texts(proposal: Proposal) -> dict[str, str]:
    """Return each answer in words, by the key of its question."""
    return {entry["key"]: entry["text"] for entry in proposal.record}


def _changes(
    before: Mapping[str, str], questions: tuple[Question, ...], after: Situation, remark: str
) -> list[Change]:
    """Return each reopened question, and the remark, with its words before and after."""
    changes = [
        Change(q.key, q.label_in(after), before.get(q.key, ""), in_words(q, after))
        for q in questions
    ]
    return [*changes, Change(REMARK.key, _REMARKED, "", remark)]
