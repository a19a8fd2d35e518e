"""The applicant's pages behind the link in a mail: who are you, how it stands, answering."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Response, request

from regelruimte import clock
from regelruimte.applicant import visit
from regelruimte.applicant.answer import answer, reopened_questions
from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.identify import it_is_me, it_is_not_me, knows_reference
from regelruimte.applicant.leave import may_withdraw
from regelruimte.applicant.questions import (
    NOTHING_NEW,
    READY,
    REMARK,
    WRONG_REFERENCE,
    door_questions,
)
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES, Question, Situation, is_equal
from regelruimte.pilots.lookup import pilot_of
from regelruimte.pilots.status import pilot_status
from regelruimte.pilots.steps import APPLICANT, PilotStep, steps_for
from regelruimte.proposals.status import status
from regelruimte.replies.kinds import reply_kind
from regelruimte.replies.queries import closes_at
from regelruimte.settings import settings
from regelruimte.web.page import go_to, page
from regelruimte.web.rate_limits import limited, saving

if TYPE_CHECKING:
    from regelruimte.store.models import Link, Pilot, Proposal, Reply

Errors = dict[str, str]
# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {
    "aangevuld": "Je aanvulling is verstuurd.",
    "delen": "We hebben vastgelegd of we je voorbeeld mogen delen.",
}


@blueprint.get("")
def show(token: str) -> Response:
    """Ask who opens a link from a mail; otherwise show how the proposal stands."""
    return _door_page(token) if _link().needs_confirmation else _own_page(token)


@blueprint.post("")
@limited
def identify(token: str) -> Response:
    """Take "dit ben ik" or "dit ben ik niet"."""
    if not _link().needs_confirmation:
        return go_to("applicant.show", token=token)
    form = posted(door_questions(_proposal().confidential), Situation())
    values = form.values()
    if messages := form.messages():
        return _door_page(token, values, messages)
    if values["it_is_me"] != YES:
        it_is_not_me(_link())
        return page("applicant/closed", title="De link is gesloten")
    if _proposal().confidential and not knows_reference(_link(), values["reference"]):
        return _door_page(token, values, {"reference": WRONG_REFERENCE})
    return go_to("applicant.show", token=it_is_me(_link(), token, settings()))


@blueprint.get("/aanvulling")
def more(token: str) -> Response:
    """Show the questions that a coordinator reopened, with the old answers."""
    asked_by = _open_request()
    if asked_by is None:
        return go_to("applicant.show", token=token)
    questions = reopened_questions(_proposal(), asked_by)
    return _more_page(token, asked_by, questions, _proposal().answers)


@blueprint.post("/aanvulling")
@saving
def send_more(token: str) -> Response:
    """Take the answers to the reopened questions, and to what those make necessary."""
    asked_by = _last_request()
    if asked_by is None:
        return go_to("applicant.show", token=token)
    first = posted(reopened_questions(_proposal(), asked_by), _proposal().situation)
    questions = reopened_questions(_proposal(), asked_by, first.values())
    form = posted((*questions, REMARK, READY), _proposal().situation)
    values = form.values()
    if messages := form.messages() or _nothing_new(values):
        return _more_page(token, asked_by, questions, values, messages)
    changed = {question.key: values[question.key] for question in questions}
    if not answer(_proposal(), questions, changed, values[REMARK.key], settings()):
        return _more_page(token, asked_by, questions, values, code=409)
    return go_to("applicant.show", token=token, gedaan="aangevuld")


def _nothing_new(values: dict[str, Any]) -> Errors:
    """Return a message when an open question would be closed without any answer to it."""
    stored = _proposal().answers
    said = values[REMARK.key].strip() or any(
        not is_equal(stored.get(key), value)
        for key, value in values.items()
        if key not in (REMARK.key, READY.key)
    )
    return {} if said or _open_request() is None else {READY.key: NOTHING_NEW}


def _door_page(
    token: str, values: dict[str, Any] | None = None, errors: Errors | None = None
) -> Response:
    return page(
        "applicant/door",
        title="Ben jij dit?",
        token=token,
        questions=door_questions(_proposal().confidential),
        its_me=Situation({"it_is_me": YES}),  # whoever that is must answer all
        values=values or {},
        errors=errors,
    )


def _own_page(token: str) -> Response:
    replies, now, pilot = visit.replies(), visit.status_now(), pilot_of(_proposal())
    return page(
        "applicant/own_page",
        title="Hoe het ervoor staat",
        token=token,
        proposal=_proposal(),
        status_now=status(now),
        replies=[(reply, reply_kind(reply.kind)) for reply in replies],
        record=_proposal().record,
        appointment=visit.appointment(),
        may_withdraw=may_withdraw(now),
        pilot=pilot,
        pilot_status=pilot_status(pilot.status) if pilot else None,
        pilot_steps=_asked_of_applicant(pilot) if pilot else [],
        done=_DONE.get(request.args.get("gedaan", ""), ""),
        closes=_closes(_open_request()),
    )


def _asked_of_applicant(pilot: Pilot) -> list[PilotStep]:
    """Return the steps of the pilot that can be taken now."""
    return [step for step in steps_for(pilot, APPLICANT) if not step.needs(pilot)]


def _closes(asked_by: Reply | None) -> datetime | None:
    """Return when this question closes the proposal; None when a coordinator kept it open."""
    closes = closes_at(asked_by, settings().terms) if asked_by else None
    return closes if closes and closes > clock.now() else None


def _more_page(
    token: str,
    asked_by: Reply,
    questions: tuple[Question, ...],
    values: dict[str, Any],
    errors: Errors | None = None,
    code: int | None = None,
) -> Response:
    return page(
        "applicant/more",
        title="Vul je voorstel aan",
        status=code,
        token=token,
        asked_by=asked_by,
        questions=(*questions, REMARK, READY),
        closes=_closes(asked_by),
        situation=_proposal().situation,
        values=values,
        errors=errors,
        too_late=code == 409,
        undo_minutes=settings().undo_minutes,
    )


def _open_request() -> Reply | None:
    """Return the request for more information that the applicant is shown as open."""
    return _last_request() if visit.status_now() == "info_requested" else None


def _last_request() -> Reply | None:
    """Return the last request that the applicant could read, open or settled meanwhile."""
    visible = reversed(visit.replies())
    return next((reply for reply in visible if reply.kind == "info_requested"), None)


def _link() -> Link:
    return visit.link()


def _proposal() -> Proposal:
    return visit.proposal()
