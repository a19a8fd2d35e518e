"""The applicant's pages behind the link in a mail: who are you, how it stands, answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, g, request

from regelruimte import clock
from regelruimte.applicant import shown
from regelruimte.applicant.answer import answer, reopened_questions
from regelruimte.applicant.identify import it_is_me, it_is_not_me, knows_reference
from regelruimte.applicant.questions import READY, WRONG_REFERENCE, door_questions
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Question, Situation
from regelruimte.proposals.confirm import YES
from regelruimte.proposals.status import status
from regelruimte.replies.outcome import reply_kind
from regelruimte.replies.reply import given_replies
from regelruimte.store import links
from regelruimte.web.errors import DeadLink
from regelruimte.web.limits import limited
from regelruimte.web.page import go_to, page
from regelruimte.web.settings import settings

if TYPE_CHECKING:
    from regelruimte.store.models import Link, Proposal, Reply

blueprint = Blueprint("applicant", __name__, url_prefix="/mijn/<token>")
Errors = dict[str, str]


@blueprint.before_request
def open_link() -> Response | None:
    """Open the link, or raise DeadLink; a door lets nobody further than its own page."""
    link = links.find(links.Purpose.APPLICANT, (request.view_args or {})["token"])
    if link is None:
        raise DeadLink
    g.link = link
    at_the_door = request.endpoint in {"applicant.show", "applicant.identify"}
    if link.is_door and not at_the_door:
        return go_to("applicant.show", token=(request.view_args or {})["token"])
    return None


@blueprint.get("")
def show(token: str) -> Response:
    """Ask who opens a link from a mail; otherwise show how the proposal stands."""
    return _door_page(token) if _link().is_door else _own_page(token)


@blueprint.post("")
@limited
def identify(token: str) -> Response:
    """Take "dit ben ik" or "dit ben ik niet"."""
    if not _link().is_door:
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
def send_more(token: str) -> Response:
    """Take the answers to the reopened questions, and to what those make necessary."""
    asked_by = _last_request()
    if asked_by is None:
        return go_to("applicant.show", token=token)
    first = posted(reopened_questions(_proposal(), asked_by), _proposal().situation)
    questions = reopened_questions(_proposal(), asked_by, first.values())
    form = posted((*questions, READY), _proposal().situation)
    values = form.values()
    if messages := form.messages():
        return _more_page(token, asked_by, questions, values, messages, code=422)
    values.pop(READY.key)
    if not answer(_proposal(), questions, values, settings()):
        return _more_page(token, asked_by, questions, values, code=409)
    return go_to("applicant.show", token=token)


def _door_page(
    token: str, values: dict[str, Any] | None = None, errors: Errors | None = None
) -> Response:
    return page(
        "applicant/door",
        title="Ben jij dit?",
        status=422 if errors else 200,
        token=token,
        questions=door_questions(_proposal().confidential),
        values=values or {},
        errors=errors or {},
    )


def _own_page(token: str) -> Response:
    proposal, now = _proposal(), clock.now()
    replies = given_replies(proposal)
    return page(
        "applicant/own_page",
        title="Hoe het ervoor staat",
        token=token,
        proposal=proposal,
        status_now=status(shown.shown_status(proposal.status, replies, now)),
        replies=[(reply, reply_kind(reply.kind)) for reply in shown.shown_replies(replies, now)],
        record=proposal.record,
    )


def _more_page(
    token: str,
    asked_by: Reply,
    questions: tuple[Question, ...],
    values: dict[str, Any],
    errors: Errors | None = None,
    code: int = 200,
) -> Response:
    return page(
        "applicant/more",
        title="Vul je voorstel aan",
        status=code,
        token=token,
        asked_by=asked_by,
        questions=(*questions, READY),
        situation=_proposal().situation,
        values=values,
        errors=errors or {},
        too_late=code == 409,
        undo_minutes=settings().undo_minutes,
    )


def _open_request() -> Reply | None:
    """Return the request for more information that the applicant is shown as open."""
    replies, now = given_replies(_proposal()), clock.now()
    is_open = shown.shown_status(_proposal().status, replies, now) == "info_requested"
    return _last_request() if is_open else None


def _last_request() -> Reply | None:
    """Return the last request that the applicant could read, open or settled meanwhile."""
    visible = shown.shown_replies(given_replies(_proposal()), clock.now())
    return next((r for r in reversed(visible) if r.kind == "info_requested"), None)


def _link() -> Link:
    link: Link = g.link
    return link


def _proposal() -> Proposal:
    return _link().proposal
