"""Answering what the coordinators asked: only what they asked for can change."""

from __future__ import annotations

from collections.abc import Mapping

from regelruimte import clock
from regelruimte.applicant.questions import REMARK
from regelruimte.applicant.record_update import changes_of, renewed, texts_of, with_answers
from regelruimte.config import Config
from regelruimte.fields.question import Question, Value, asked
from regelruimte.mail import kinds
from regelruimte.proposals import mails
from regelruimte.proposals.columns import Record, derived, write
from regelruimte.proposals.questions import ABOUT_YOU, QUESTIONS
from regelruimte.replies.changes import Change, note_changes
from regelruimte.replies.kinds import asked_answers
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal, Reply

_REMARKED = "Antwoord op onze vraag"


def reopened_questions(proposal: Proposal, request_for_info: Reply) -> tuple[Question, ...]:
    """Return the questions whose answers a coordinator asked to mend, in their order."""
    marked = asked_answers(request_for_info.answers)
    return tuple(q for q in asked(QUESTIONS, proposal.situation) if q.key in marked)


def answer(
    proposal: Proposal,
    questions: tuple[Question, ...],
    values: Mapping[str, Value],
    remark: str,
    config: Config,
) -> bool:
    """Store the answers and alert both coordinators again; tell whether they are stored.

    The `remark`, if any, is read with them. They are not when the question is no longer open, or
    was answered otherwise meanwhile.
    """
    before, seen = texts_of(proposal), proposal.revision
    with transaction():
        if not _store(proposal, values, remark, config):
            return _was_done(proposal, values)
        changes = changes_of(before, questions, texts_of(proposal))
        note_changes(proposal, [*changes, Change(REMARK.key, _REMARKED, "", remark)])
        mails.to_coordinators(kinds.ALERT_ANSWERED, proposal, config, seen=seen)
        return True


def _store(proposal: Proposal, values: Mapping[str, Value], remark: str, config: Config) -> bool:
    after = with_answers(proposal, values)
    record = _with(remark, renewed(proposal.record, after, values))
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
