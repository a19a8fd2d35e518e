"""One proposal in the workspace: everything about it on one page, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, request

from regelruimte.fields.forms import posted
from regelruimte.fields.question import Question
from regelruimte.mail import outbox
from regelruimte.pilots.lookup import pilot_of
from regelruimte.pilots.status import pilot_status
from regelruimte.proposals import citation
from regelruimte.proposals.levels import who_can_make_room
from regelruimte.proposals.lookup import by_reference
from regelruimte.proposals.status import status
from regelruimte.replies.kinds import reply_kind
from regelruimte.replies.queries import given_replies, replies_now, undoable
from regelruimte.settings import settings
from regelruimte.sign_in import access, gate
from regelruimte.store.db import transaction
from regelruimte.web.page import go_to, page, redirect_to
from regelruimte.workspace.alike import alike, put_with, same_rule, take_apart
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.handover import hand_over
from regelruimte.workspace.notes import note, notes
from regelruimte.workspace.questions import (
    DENIED,
    ITSELF,
    NEW_ADDRESS,
    NO_SUCH,
    NOTE,
    SAME_AS,
    handler_question,
)
from regelruimte.workspace.readdress import Denied, Meanwhile, readdress
from regelruimte.workspace.timeline import timeline

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal

Errors = dict[str, str]
# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {
    "notitie": "Je notitie is bewaard.",
    "oppakken": "We hebben vastgelegd wie het voorstel oppakt.",
    "adres": "Er gaat een nieuwe link naar het nieuwe adres.",
    "regel": "We hebben vastgelegd wat over dezelfde regel gaat.",
}


@blueprint.get("/voorstel/<ref>")
def proposal(ref: str) -> Response:
    """Show everything about one proposal."""
    return _page(_proposal(ref))


@blueprint.post("/voorstel/<ref>/reageren")
def reply(ref: str) -> Response:
    """Go to the page of the replies, as from a mail, with a link of one's own."""
    with transaction():
        return redirect_to(access.link_for(_proposal(ref), gate.me(), gate.key(), settings()))


@blueprint.post("/voorstel/<ref>/ongedaan")
def undo(ref: str) -> Response:
    """Go to the page that undoes the last reply, with a link of one's own."""
    with transaction():
        link = access.link_for(_proposal(ref), gate.me(), gate.key(), settings())
    return redirect_to(f"{link}/ongedaan")


@blueprint.post("/voorstel/<ref>/notitie")
def write_note(ref: str) -> Response:
    """Keep a note."""
    values, errors = _posted(NOTE)
    if errors:
        return _page(_proposal(ref), values, errors)
    note(_proposal(ref), values[NOTE.key], gate.me())
    return _done(ref, "notitie")


@blueprint.post("/voorstel/<ref>/oppakken")
def hand_it_over(ref: str) -> Response:
    """Take the proposal, or hand it to the other coordinator."""
    values, errors = _posted(handler_question(settings().coordinators))
    if errors:
        return _page(_proposal(ref), values, errors)
    to = next(c for c in settings().coordinators if c.email == values["handler"])
    hand_over(_proposal(ref), to, gate.me(), settings())
    return _done(ref, "oppakken")


@blueprint.post("/voorstel/<ref>/adres")
def new_address(ref: str) -> Response:
    """Mail the applicant at another address from now on."""
    values, errors = _posted(NEW_ADDRESS)
    if errors:
        return _page(_proposal(ref), values, errors)
    proposal, seen = _proposal(ref), request.form.get("seen_address", "")
    try:
        readdress(proposal, values[NEW_ADDRESS.key], seen, gate.me(), settings())
    except Denied:
        return _page(proposal, values, {NEW_ADDRESS.key: DENIED})
    except Meanwhile:
        return _page(_proposal(ref), values, meanwhile=True)
    return _done(ref, "adres")


@blueprint.post("/voorstel/<ref>/zelfde-regel")
def same(ref: str) -> Response:
    """Put it with another proposal about the same rule."""
    values, errors = _posted(SAME_AS)
    proposal, other = _proposal(ref), by_reference(values[SAME_AS.key])
    if not errors and (other is None or other.id == proposal.id):
        errors = {SAME_AS.key: ITSELF if other else NO_SUCH}
    if errors or other is None:
        return _page(proposal, values, errors)
    put_with(proposal, other, gate.me())
    return _done(ref, "regel")


@blueprint.post("/voorstel/<ref>/eigen-regel")
def own(ref: str) -> Response:
    """Take it apart from the others again."""
    take_apart(_proposal(ref), gate.me())
    return _done(ref, "regel")


def _done(ref: str, what: str) -> Response:
    return go_to("workspace.proposal", ref=ref, gedaan=what)


def _posted(question: Question) -> tuple[dict[str, str], Errors]:
    form = posted(question)
    return form.values(), form.messages()


def _page(
    proposal: Proposal,
    values: dict[str, str] | None = None,
    errors: Errors | None = None,
    *,
    meanwhile: bool = False,
) -> Response:
    config, pilot, last = settings(), pilot_of(proposal), undoable(proposal)
    return page(
        "workspace/proposal",
        title="Een voorstel",
        status=409 if meanwhile else None,
        proposal=proposal,
        meanwhile=meanwhile,
        refusals=outbox.refusals(proposal),
        status_now=status(proposal.status),
        record=proposal.record,
        check=proposal.check_record,
        citation=citation.parse(str(proposal.answers.get("rule_link") or "")),
        room=who_can_make_room(proposal.rule_level),
        given=[(reply, reply_kind(reply.kind)) for reply in given_replies(proposal)],
        undoable=last,
        may_reply=replies_now(proposal),
        pilot=pilot,
        pilot_status=pilot_status(pilot.status) if pilot else None,
        alike=alike(proposal),
        same_rule=same_rule(proposal),
        notes=notes(proposal),
        timeline=timeline(proposal, config),
        address_question=NEW_ADDRESS,
        note_question=NOTE,
        same_question=SAME_AS,
        handler_question=handler_question(config.coordinators),
        values={"handler": proposal.handler, **(values or {})},
        errors=errors,
        done=_DONE.get(request.args.get("gedaan", ""), ""),
    )


def _proposal(ref: str) -> Proposal:
    return by_reference(ref) or abort(404)
