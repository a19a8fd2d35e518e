"""A coordinator's pages behind the link in a mail: the proposal, a reply, the confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from regelruimte.config import Policy
from regelruimte.fields.forms import QuestionForm, posted
from regelruimte.fields.question import Answers
from regelruimte.messages.write import may_write
from regelruimte.proposals.reading import reading
from regelruimte.proposals.status import status
from regelruimte.replies.blueprint import blueprint
from regelruimte.replies.confirm import CHANGE, GIVE_IT, KEEP, UNDO_IT
from regelruimte.replies.give import give, planned_wait
from regelruimte.replies.kinds import (
    REPLIES,
    ReplyKind,
    ReplyQuestion,
    begun_with,
    questions_for,
    reply_kind,
)
from regelruimte.replies.prepare import as_told, prepare
from regelruimte.replies.queries import was_given
from regelruimte.replies.texts import texts_for, unfilled
from regelruimte.replies.undo import undo
from regelruimte.replies.visit import Visit, visiting
from regelruimte.store.hold import TooLate
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import leave_to, page

if TYPE_CHECKING:
    from datetime import datetime

    from regelruimte.store.models import Reply

Errors = dict[str, str]
START = "tekst"


@blueprint.get("")
@visiting
def show(visit: Visit) -> Response:
    """Show the whole proposal and the replies that can be given."""
    return _proposal_page(visit)


@blueprint.get("/<slug>")
@visiting
def write(visit: Visit, slug: str) -> Response:
    """Show the short form of one reply, what was prepared filled in."""
    kind = _kind_at(slug)
    if kind not in visit.possible_replies:
        return _proposal_page(visit, code=409, lost=_written(visit, kind))
    kept = visit.prepared
    is_kept = kept is not None and kept.kind == kind.key
    begun = kept.answers if kept and is_kept else _begun(visit, kind)
    return _reply_page(visit, kind, {**begun, **_started(visit, kind)})


@blueprint.post("/<slug>")
@visiting
def keep(visit: Visit, slug: str) -> Response:
    """Keep what was written and go on to the confirmation."""
    kind = _kind_at(slug)
    is_as_seen = request.form.get("gezien") == visit.proposal.etag
    if kind not in visit.possible_replies or not is_as_seen:
        return _proposal_page(visit, code=409, lost=_written(visit, kind))
    questions = _questions(visit, kind)
    form = posted(questions)
    if messages := _wrong(form, questions):
        return _reply_page(visit, kind, form.values(), messages)
    prepare(visit.link, visit.coordinator, kind, questions, form.values())
    return visit.go_to("replies.confirm")


@blueprint.get("/bevestigen")
@visiting
def confirm(visit: Visit) -> Response:
    """Show what the applicant will read, and ask whether to give it."""
    reply = visit.prepared
    return _confirm_page(visit, reply) if reply else _to_proposal(visit)


@blueprint.post("/bevestigen")
@visiting
def give_reply(visit: Visit) -> Response:
    """Give the prepared reply when a person read it and chose to."""
    reply, etag = visit.prepared, request.form.get("gelezen", "")
    if was_given(visit.own_replies, etag):
        return _to_proposal(visit)  # pressed twice
    if reply is None:
        return _proposal_page(visit, code=409)
    if etag != reply.etag:
        return _confirm_page(visit, reply, code=409)
    form = posted(GIVE_IT)
    if messages := form.messages():
        return _confirm_page(visit, reply, messages)
    if form.values()["give_it"] == CHANGE:
        return visit.go_to("replies.write", slug=reply_kind(reply.kind).slug)
    return _give(visit, reply)


def _give(visit: Visit, reply: Reply) -> Response:
    """Give the reply; if somebody was first, show how it stands now and what was written."""
    etag = reply.etag
    try:
        give(reply, visit.config)
    except TooLate:
        visit = visit.again()
        if not was_given(visit.own_replies, etag):
            return _proposal_page(visit, code=409, lost=reply.record)
    return leave_to(visit.address("replies.show", gedaan="verstuurd"))


@blueprint.get("/ongedaan")
@visiting
def ask_undo(visit: Visit) -> Response:
    """Ask whether to undo the last reply, as long as that is possible."""
    reply = visit.own_to_undo
    return _undo_page(visit, reply) if reply else _proposal_page(visit, undo_ended=True)


@blueprint.post("/ongedaan")
@visiting
def undo_reply(visit: Visit) -> Response:
    """Undo the reply that was shown, when a person chose to."""
    reply = visit.own_to_undo
    if reply is None or request.form.get("gelezen") != reply.etag:
        return _proposal_page(visit, code=409)
    form = posted(UNDO_IT)
    if messages := form.messages():
        return _undo_page(visit, reply, messages)
    if form.values()["undo_it"] == KEEP:
        return _to_proposal(visit)
    try:
        undo(reply, visit.coordinator, visit.config)
    except TooLate:
        return _proposal_page(visit.again(), code=409)
    return _to_proposal(visit)


def _to_proposal(visit: Visit) -> Response:
    return leave_to(visit.address("replies.show"))


def _proposal_page(
    visit: Visit,
    code: int | None = None,
    lost: list[dict[str, str]] | None = None,
    undo_ended: bool = False,
) -> Response:
    """Show the proposal; with 409 also that a reply was not given, and what was `lost` with it."""
    proposal = visit.proposal
    return page(
        "replies/proposal",
        title="Een voorstel",
        status=code,
        too_late=code == 409,
        lost=lost,
        undo_ended=undo_ended,
        token=visit.token,
        proposal=proposal,
        status_now=status(proposal.status),
        read=reading(proposal.record),
        check=proposal.check_record,
        changes=visit.changes,
        given=[(reply, reply_kind(reply.kind)) for reply in visit.given_replies],
        turns=visit.turns,
        unanswered=visit.unanswered,
        may_write=may_write(proposal),
        replies=visit.possible_replies,
        writer=visit.writer,
        me=visit.coordinator,
        undoable=visit.undoable,
        waiting=visit.waiting_turn,
        disagreement=visit.disagreement_turn,
        is_sent=request.args.get("gedaan") == "verstuurd" and bool(visit.sent_replies),
        is_written=request.args.get("gedaan") == "bericht" and bool(visit.messages),
    )


def _reply_page(
    visit: Visit, kind: ReplyKind, values: Answers, errors: Errors | None = None
) -> Response:
    return page(
        "replies/write",
        title=kind.label,
        token=visit.token,
        kind=kind,
        questions=_questions(visit, kind),
        values=values,
        errors=errors,
        proposal=visit.proposal,
        changes=visit.changes,
        writer=visit.writer,
        record=visit.proposal.record,
        undone=visit.undone if visit.undone and visit.undone.kind == kind.key else None,
        texts=texts_for(kind, visit.proposal.rule_level),
        started=request.args.get(START, ""),
    )


def _confirm_page(
    visit: Visit, reply: Reply, errors: Errors | None = None, code: int | None = None
) -> Response:
    return page(
        "replies/confirm",
        title="Controleer je reactie",
        status=code,
        other=code == 409,
        token=visit.token,
        ready=reply,
        kind=reply_kind(reply.kind),
        status_then=status(reply.kind),
        question=GIVE_IT,
        errors=errors,
        proposal=visit.proposal,
        changes=visit.changes,
        undo_minutes=visit.config.undo_minutes,
        waits_until=_waits_until(visit, reply),
    )


def _waits_until(visit: Visit, reply: Reply) -> datetime | None:
    """Return until when this reply would wait for a second; None where it would count at once."""
    if visit.config.decision_policy is Policy.ONE:
        return None  # nothing more is to be read
    return planned_wait(reply, visit.sent_replies, visit.config)[1]


def _undo_page(visit: Visit, reply: Reply, errors: Errors | None = None) -> Response:
    return page(
        "replies/undo",
        title="Een reactie ongedaan maken",
        token=visit.token,
        reply=reply,
        kind=reply_kind(reply.kind),
        question=UNDO_IT,
        errors=errors,
        proposal=visit.proposal,
    )


def _begun(visit: Visit, kind: ReplyKind) -> Answers:
    """Return what a reply begins with: what was undone, or what the applicant told.

    Behind a mailed link what was undone is only shown: a machine that sends the page as it finds
    it would prepare it.
    """
    undone = visit.undone
    if undone and undone.kind == kind.key and visit.link.session_hash:
        answers: Answers = undone.answers
        return answers
    return begun_with(kind, visit.proposal.answers)


def _wrong(form: QuestionForm, questions: tuple[ReplyQuestion, ...]) -> Errors:
    """Return what is wrong with each answer, in the order of the page."""
    found = unfilled(questions, form.values()) | form.messages()
    return {question.key: found[question.key] for question in questions if question.key in found}


def _started(visit: Visit, kind: ReplyKind) -> Answers:
    """Return the answer of which the address names a text to start from; {} for none of them."""
    named = request.args.get(START)
    texts = texts_for(kind, visit.proposal.rule_level)
    return {text.question: text.text for text in texts if text.key == named}


def _kind_at(slug: str) -> ReplyKind:
    """Return the kind of reply that this address is about; raises DeadLink if there is none."""
    for kind in REPLIES:
        if kind.slug == slug:
            return kind
    raise DeadLink


def _written(visit: Visit, kind: ReplyKind) -> list[dict[str, str]]:
    """Return what was just written for this reply, to be copied when it cannot be given."""
    questions = _questions(visit, kind)
    return as_told(questions, posted(questions).values())


def _questions(visit: Visit, kind: ReplyKind) -> tuple[ReplyQuestion, ...]:
    return questions_for(kind, visit.proposal.situation)
