"""The applicant's pages behind the link in a mail: who are you, how it stands, answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, g, request

from regelruimte import clock
from regelruimte.applicant import shown
from regelruimte.applicant.answer import answer, reopened_questions
from regelruimte.applicant.identify import it_is_me, it_is_not_me, knows_reference
from regelruimte.applicant.questions import READY, WRONG_REFERENCE, door_questions
from regelruimte.config import Config
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Situation
from regelruimte.proposals.confirm import YES
from regelruimte.proposals.status import status
from regelruimte.replies.outcome import reply_kind
from regelruimte.replies.reply import given_replies
from regelruimte.store import links
from regelruimte.web.errors import DeadLink
from regelruimte.web.limits import limited
from regelruimte.web.page import go_to, page

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
    return go_to("applicant.show", token=it_is_me(_link(), token, _config()))


@blueprint.get("/aanvulling")
def more(token: str) -> Response:
    """Show the questions that a coordinator reopened, with the old answers."""
    asked_by = _open_request()
    if asked_by is None:
        return go_to("applicant.show", token=token)
    return _more_page(token, asked_by, _proposal().answers)


@blueprint.post("/aanvulling")
def send_more(token: str) -> Response:
    """Take the answers to the reopened questions."""
    asked_by = _open_request()
    if asked_by is None:
        return go_to("applicant.show", token=token)
    questions = reopened_questions(_proposal(), asked_by)
    form = posted((*questions, READY), _proposal().situation)
    values = form.values()
    if messages := form.messages():
        return _more_page(token, asked_by, values, messages)
    values.pop(READY.key)
    answer(_proposal(), questions, values, _config())
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
    token: str, asked_by: Reply, values: dict[str, Any], errors: Errors | None = None
) -> Response:
    return page(
        "applicant/more",
        title="Vul je voorstel aan",
        status=422 if errors else 200,
        token=token,
        asked_by=asked_by,
        questions=(*reopened_questions(_proposal(), asked_by), READY),
        situation=_proposal().situation,
        values=values,
        errors=errors or {},
    )


def _open_request() -> Reply | None:
    """Return the request for more information that is open and shown to the applicant."""
    replies = given_replies(_proposal())
    visible = shown.shown_replies(replies, clock.now())
    if _proposal().status != "info_requested" or not visible or visible[-1] is not replies[-1]:
        return None
    last: Reply = replies[-1]
    return last


def _link() -> Link:
    link: Link = g.link
    return link


def _proposal() -> Proposal:
    return _link().proposal


def _config() -> Config:
    config: Config = current_app.config["REGELRUIMTE"]
    return config
