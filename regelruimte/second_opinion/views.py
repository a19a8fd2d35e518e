"""The page of a second: the proposal, the reply as its applicant would read it, one question."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request

from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answers, Question
from regelruimte.proposals.reading import reading
from regelruimte.proposals.status import status
from regelruimte.replies.kinds import reply_kind
from regelruimte.second_opinion.agree import agree, leave
from regelruimte.second_opinion.blueprint import blueprint
from regelruimte.second_opinion.disagree import disagree
from regelruimte.second_opinion.questions import (
    AGREE,
    DISAGREE,
    JUDGEMENT,
    LEAVE,
    OBJECTION,
    judgement_about,
)
from regelruimte.second_opinion.visit import Visit, visiting
from regelruimte.store.hold import TooLate
from regelruimte.web.page import page
from regelruimte.web.rate_limits import saving

Errors = dict[str, str]


@blueprint.get("")
@visiting
def show(visit: Visit) -> Response:
    """Show the proposal and the reply, and ask; once that is over, tell what came of it."""
    return _page(visit)


@blueprint.post("")
@visiting
@saving
def judge(visit: Visit) -> Response:
    """Take what the second thinks; 409 when somebody was first, or the text is another by now."""
    form = posted(_questions(visit))
    values = form.values()
    if not visit.is_waiting or request.form.get("gezien") != visit.seen:
        return _page(visit, values, too_late=True)
    if messages := form.messages():
        return _page(visit, values, messages)
    try:
        _take(visit, values)
    except TooLate:
        return _page(visit.again(), values, too_late=True)
    return visit.go_to("second_opinion.show")


def _take(visit: Visit, values: Answers) -> None:
    """Do what was chosen; raises TooLate."""
    by, config = visit.coordinator, visit.config
    verbs: dict[str, Callable[[], None]] = {
        AGREE: lambda: agree(visit.reply, by, config),
        DISAGREE: lambda: disagree(visit.reply, str(values[OBJECTION.key]), by, config),
        LEAVE: lambda: leave(visit.reply, by, config),
    }
    verbs[str(values[JUDGEMENT])]()


def _questions(visit: Visit) -> tuple[Question, ...]:
    return judgement_about(visit.reply.coordinator_name), OBJECTION


def _page(
    visit: Visit,
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    too_late: bool = False,
) -> Response:
    proposal, reply = visit.proposal, visit.reply
    return page(
        "second_opinion/judge",
        title="Een tweede oordeel",
        status=409 if too_late else None,
        too_late=too_late,
        token=visit.token,
        me=visit.coordinator,
        proposal=proposal,
        status_now=status(proposal.status),
        read=reading(proposal.record),
        check=proposal.check_record,
        changes=visit.changes,
        reply=reply,
        kind=reply_kind(reply.kind),
        status_then=status(reply.kind),
        is_waiting=visit.is_waiting,
        outcome=visit.outcome,
        seen=visit.seen,
        questions=_questions(visit),
        values=values or {},
        errors=errors,
    )
