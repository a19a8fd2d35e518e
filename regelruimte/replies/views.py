"""A coordinator's pages behind the link in a mail: the proposal, a reply, the confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, g, request

from regelruimte.addresses import REPLY
from regelruimte.config import Coordinator
from regelruimte.fields.forms import posted
from regelruimte.proposals import citation
from regelruimte.proposals.levels import who_can_make_room
from regelruimte.proposals.status import status
from regelruimte.replies.changes import changes_since
from regelruimte.replies.confirm import CHANGE, GIVE_IT, KEEP, UNDO_IT
from regelruimte.replies.give import give
from regelruimte.replies.kinds import (
    REPLIES,
    ReplyKind,
    ReplyQuestion,
    questions_for,
    reply_kind,
)
from regelruimte.replies.prepare import as_told, prepare, prepared
from regelruimte.replies.queries import given_replies, replies_now, undoable, was_given
from regelruimte.replies.undo import undo
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.store.hold import TooLate
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import go_to, page

if TYPE_CHECKING:
    from regelruimte.store.models import Link, Reply

blueprint = Blueprint("replies", __name__, url_prefix=f"{REPLY}/<token>")
Errors = dict[str, str]


@blueprint.before_request
def open_link() -> None:
    """Open the link for its own coordinator, or raise DeadLink.

    Somebody who is no longer a coordinator has no working link any more.
    """
    link = links.find(links.Purpose.COORDINATOR, (request.view_args or {})["token"])
    people = {person.email: person for person in settings().coordinators}
    if link is None or link.recipient not in people or link.proposal.status == "draft":
        raise DeadLink
    g.link, g.coordinator = link, people[link.recipient]


@blueprint.get("")
def show(token: str) -> Response:
    """Show the whole proposal and the replies that can be given."""
    return _proposal_page(token)


@blueprint.get("/<slug>")
def write(token: str, slug: str) -> Response:
    """Show the short form of one reply, what was prepared filled in."""
    kind = _possible(slug)
    ready = prepared(_link())
    values = ready.answers if ready and ready.kind == kind.key else {}
    return _reply_page(token, kind, values)


@blueprint.post("/<slug>")
def keep(token: str, slug: str) -> Response:
    """Keep what was written and go on to the confirmation."""
    kind = _possible(slug)
    if request.form.get("gezien") != _link().proposal.etag:
        return _proposal_page(token, code=409, lost=_written(kind))
    form = posted(_questions(kind))
    if messages := form.messages():
        return _reply_page(token, kind, form.values(), messages)
    prepare(_link(), _coordinator(), kind, _questions(kind), form.values())
    return go_to("replies.confirm", token=token)


@blueprint.get("/bevestigen")
def confirm(token: str) -> Response:
    """Show what the applicant will read, and ask whether to give it."""
    ready = prepared(_link())
    return _confirm_page(token, ready) if ready else go_to("replies.show", token=token)


@blueprint.post("/bevestigen")
def give_reply(token: str) -> Response:
    """Give the prepared reply when a person read it and chose to."""
    ready, seen = prepared(_link()), request.form.get("gelezen", "")
    if was_given(_link(), seen):
        return go_to("replies.show", token=token)  # pressed twice
    if ready is None:
        return _proposal_page(token, code=409)
    if seen != ready.etag:
        return _confirm_page(token, ready, code=409)
    form = posted(GIVE_IT)
    if messages := form.messages():
        return _confirm_page(token, ready, messages)
    if form.values()["give_it"] == CHANGE:
        return go_to("replies.write", token=token, slug=reply_kind(ready.kind).slug)
    return _give(token, ready)


def _give(token: str, ready: Reply) -> Response:
    try:
        give(ready, settings())
    except TooLate:
        if not was_given(_link(), ready.etag):
            g.link = links.find(links.Purpose.COORDINATOR, token)
            return _proposal_page(token, code=409, lost=ready.record)
    return go_to("replies.show", token=token)


@blueprint.get("/ongedaan")
def ask_undo(token: str) -> Response:
    """Ask whether to undo the last reply, as long as that is possible."""
    last = undoable(_link().proposal)
    return _undo_page(token, last) if last else _proposal_page(token, undo_ended=True)


@blueprint.post("/ongedaan")
def undo_reply(token: str) -> Response:
    """Undo the reply that was shown, when a person chose to."""
    last = undoable(_link().proposal)
    if last is None or request.form.get("gelezen") != last.etag:
        return _proposal_page(token, code=409)
    form = posted(UNDO_IT)
    if messages := form.messages():
        return _undo_page(token, last, messages)
    if form.values()["undo_it"] == KEEP:
        return go_to("replies.show", token=token)
    try:
        undo(last, _coordinator(), settings())
    except TooLate:
        g.link = links.find(links.Purpose.COORDINATOR, token)
        return _proposal_page(token, code=409)
    return go_to("replies.show", token=token)


def _proposal_page(
    token: str,
    code: int | None = None,
    lost: list[dict[str, str]] | None = None,
    undo_ended: bool = False,
) -> Response:
    """Show the proposal; with 409 also that a reply was not given, and what was `lost` with it."""
    link, proposal = _link(), _link().proposal
    last = undoable(proposal)
    return page(
        "replies/proposal",
        title="Een voorstel",
        status=code,
        too_late=code == 409,
        lost=lost,
        undo_ended=undo_ended,
        token=token,
        proposal=proposal,
        status_now=status(proposal.status),
        record=proposal.record,
        check=proposal.check_record,
        citation=citation.parse(str(proposal.answers.get("rule_link") or "")),
        room=who_can_make_room(proposal.rule_level),
        changes=changes_since(proposal, link.revision),
        given=[(reply, reply_kind(reply.kind)) for reply in given_replies(proposal)],
        replies=replies_now(proposal),
        me=_coordinator(),
        undoable=last,
    )


def _reply_page(
    token: str, kind: ReplyKind, values: dict[str, Any], errors: Errors | None = None
) -> Response:
    return page(
        "replies/write",
        title=kind.label,
        token=token,
        kind=kind,
        questions=_questions(kind),
        values=values,
        errors=errors,
        proposal=_link().proposal,
        changes=changes_since(_link().proposal, _link().revision),
        record=_link().proposal.record,
    )


def _confirm_page(
    token: str, ready: Reply, errors: Errors | None = None, code: int | None = None
) -> Response:
    return page(
        "replies/confirm",
        title="Controleer je reactie",
        status=code,
        other=code == 409,
        token=token,
        ready=ready,
        kind=reply_kind(ready.kind),
        status_then=status(ready.kind),
        question=GIVE_IT,
        errors=errors,
        proposal=_link().proposal,
        changes=changes_since(_link().proposal, _link().revision),
        undo_minutes=settings().undo_minutes,
    )


def _undo_page(token: str, last: Reply, errors: Errors | None = None) -> Response:
    return page(
        "replies/undo",
        title="Een reactie ongedaan maken",
        token=token,
        reply=last,
        kind=reply_kind(last.kind),
        question=UNDO_IT,
        errors=errors,
        proposal=_link().proposal,
    )


def _possible(slug: str) -> ReplyKind:
    """Return the reply with this name, or show the proposal when it cannot be given (any more)."""
    proposal = _link().proposal
    kind = next((kind for kind in REPLIES if kind.slug == slug), None)
    if kind is None:
        raise DeadLink
    if kind not in replies_now(proposal):
        abort(_proposal_page((request.view_args or {})["token"], code=409, lost=_written(kind)))
    return kind


def _written(kind: ReplyKind) -> list[dict[str, str]]:
    """Return what was just written for this reply, to be copied when it cannot be given."""
    questions = _questions(kind)
    return as_told(questions, posted(questions).values())


def _questions(kind: ReplyKind) -> tuple[ReplyQuestion, ...]:
    return questions_for(kind, _link().proposal.record)


def _link() -> Link:
    link: Link = g.link
    return link


def _coordinator() -> Coordinator:
    coordinator: Coordinator = g.coordinator
    return coordinator
