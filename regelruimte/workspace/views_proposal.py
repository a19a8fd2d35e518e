"""One proposal in the workspace: everything about it on one page, and what can be done with it."""

from __future__ import annotations

from flask import Response, request

from regelruimte.fields.forms import posted
from regelruimte.fields.number_kinds import read_day
from regelruimte.fields.question import Question
from regelruimte.mail import outbox
from regelruimte.messages.answered import needs_no_answer
from regelruimte.messages.write import may_write
from regelruimte.pilots.status import pilot_status
from regelruimte.proposals.away import who_is_away
from regelruimte.proposals.lookup import by_reference
from regelruimte.proposals.reading import reading
from regelruimte.proposals.status import status
from regelruimte.readers.lookup import readers_of
from regelruimte.register.linked import may_be_on_a_card
from regelruimte.sign_in import sessions
from regelruimte.store.db import transaction
from regelruimte.web.page import go_to, page, redirect_to
from regelruimte.workspace.alike import alike, put_with, same_rule, take_apart
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.follow_up import come_back
from regelruimte.workspace.handover import hand_over
from regelruimte.workspace.notes import note, notes
from regelruimte.workspace.questions import (
    DENIED,
    FOLLOW_UP,
    ITSELF,
    NEW_ADDRESS,
    NO_SUCH,
    NOBODY,
    NOTE,
    SAME_AS,
    WAS_CALL,
    handler_question,
)
from regelruimte.workspace.readdress import Denied, Meanwhile, readdress
from regelruimte.workspace.timeline import timeline
from regelruimte.workspace.visit import Visit, visiting

Errors = dict[str, str]
_MESSAGE = "bericht"  # where a coordinator writes one, beside the slugs of the replies
# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {
    "verstuurd": "Het voorstel is verstuurd. Noem de indiener het kenmerk.",
    "notitie": "Je notitie is bewaard.",
    "oppakken": "De coördinator van dit voorstel is opgeslagen.",
    "terugkomen": "De dag om terug te komen is bewaard.",
    "adres": "Er gaat een nieuwe link naar het nieuwe adres.",
    "bericht": "Het bericht wacht niet meer op een antwoord.",
    "regel": "De koppeling met andere voorstellen is gewijzigd.",
}


@blueprint.get("/voorstel/<ref>")
@visiting
def proposal(visit: Visit) -> Response:
    """Show what was sent, replied, noted and done about one proposal."""
    return _page(visit)


@blueprint.post("/voorstel/<ref>/reageren")
@visiting
def reply(visit: Visit) -> Response:
    """Go to the page of the reply that was chosen, with a link of one's own, as from a mail."""
    slugs = {kind.slug for kind in visit.possible_replies} | {_MESSAGE}
    chosen = request.form.get("reactie", "")
    return redirect_to(_reply_link(visit) + (f"/{chosen}" if chosen in slugs else ""))


@blueprint.post("/voorstel/<ref>/geen-antwoord")
@visiting
def no_answer(visit: Visit) -> Response:
    """Say that what the applicant wrote needs no answer."""
    needs_no_answer(visit.proposal, visit.coordinator)
    return _done(visit, "bericht")


@blueprint.post("/voorstel/<ref>/ongedaan")
@visiting
def undo(visit: Visit) -> Response:
    """Go to the page that undoes the last reply, with a link of one's own."""
    return redirect_to(f"{_reply_link(visit)}/ongedaan")


@blueprint.post("/voorstel/<ref>/oordeel")
@visiting
def judge(visit: Visit) -> Response:
    """Go to the page of a second opinion with a link of one's own; none once it is over."""
    if visit.waiting is None:
        return _page(visit, is_over=True)
    with transaction():
        return redirect_to(sessions.second_link(visit.waiting, visit.session, visit.config))


def _reply_link(visit: Visit) -> str:
    with transaction():
        return sessions.reply_link(visit.proposal, visit.session, visit.config)


@blueprint.post("/voorstel/<ref>/notitie")
@visiting
def write_note(visit: Visit) -> Response:
    """Keep a note, which only coordinators read."""
    form = posted((NOTE, WAS_CALL))
    values = form.texts()
    if errors := form.messages():
        return _page(visit, values, errors)
    was_call = bool(form.values()[WAS_CALL.key])
    note(visit.proposal, values[NOTE.key], visit.coordinator, was_call=was_call)
    return _done(visit, "notitie")


@blueprint.post("/voorstel/<ref>/oppakken")
@visiting
def hand_it_over(visit: Visit) -> Response:
    """Take the proposal, or hand it to the other coordinator."""
    coordinators = visit.config.coordinators
    values, errors = _posted(handler_question(coordinators, ()))
    if errors:
        return _page(visit, values, errors)
    to = next((person for person in coordinators if person.email == values["handler"]), None)
    hand_over(visit.proposal, to, visit.coordinator, visit.config)
    return _done(visit, "oppakken")


@blueprint.post("/voorstel/<ref>/terugkomen")
@visiting
def come_back_later(visit: Visit) -> Response:
    """Bring the proposal up on a day, or on none any more."""
    values, errors = _posted(FOLLOW_UP)
    if errors:
        return _page(visit, values, errors)
    come_back(visit.proposal, read_day(values[FOLLOW_UP.key]), visit.coordinator)
    return _done(visit, "terugkomen")


@blueprint.post("/voorstel/<ref>/adres")
@visiting
def new_address(visit: Visit) -> Response:
    """Mail the applicant at another address from now on."""
    values, errors = _posted(NEW_ADDRESS)
    if errors:
        return _page(visit, values, errors)
    address, seen = values[NEW_ADDRESS.key], request.form.get("seen_address", "")
    try:
        readdress(visit.proposal, address, seen, visit.coordinator, visit.config)
    except Denied:
        return _page(visit, values, {NEW_ADDRESS.key: DENIED})
    except Meanwhile:
        return _page(visit.again(), values, meanwhile=True)
    return _done(visit, "adres")


@blueprint.post("/voorstel/<ref>/zelfde-regel")
@visiting
def same(visit: Visit) -> Response:
    """Put it with another proposal about the same rule."""
    values, errors = _posted(SAME_AS)
    if errors:
        return _page(visit, values, errors)
    other = by_reference(values[SAME_AS.key])
    if other is None or other.id == visit.proposal.id:
        return _page(visit, values, {SAME_AS.key: ITSELF if other else NO_SUCH})
    put_with(visit.proposal, other, visit.coordinator)
    return _done(visit, "regel")


@blueprint.post("/voorstel/<ref>/eigen-regel")
@visiting
def own(visit: Visit) -> Response:
    """Take it out of the proposals about the same rule again."""
    take_apart(visit.proposal, visit.coordinator)
    return _done(visit, "regel")


def _done(visit: Visit, what: str) -> Response:
    """Go back to the page, which tells what was done: a key of `_DONE`."""
    return go_to("workspace.proposal", ref=visit.proposal.reference, gedaan=what)


def _posted(question: Question) -> tuple[dict[str, str], Errors]:
    form = posted(question)
    return form.texts(), form.messages()


def _page(
    visit: Visit,
    values: dict[str, str] | None = None,
    errors: Errors | None = None,
    *,
    meanwhile: bool = False,
    is_over: bool = False,
) -> Response:
    """Show the proposal with what was posted; 409 when its address was changed `meanwhile`.

    And when the second opinion that was to be given `is_over`.
    """
    proposal, pilot, away = visit.proposal, visit.pilot, who_is_away(visit.config)
    return page(
        "workspace/proposal",
        title="Een voorstel",
        status=409 if meanwhile or is_over else None,
        proposal=proposal,
        meanwhile=meanwhile,
        is_over=is_over,
        refusals=outbox.refusals(proposal),
        status_now=status(proposal.status),
        read=reading(proposal.record),
        check=proposal.check_record,
        turns=visit.turns,
        unanswered=visit.unanswered,
        may_write=may_write(proposal),
        undoable=visit.undoable,
        waiting=visit.waiting_turn,
        disagreement=visit.disagreement_turn,
        replies=visit.possible_replies,
        writer=visit.writer,
        pilot=pilot,
        pilot_status=pilot_status(pilot.status) if pilot else None,
        alike=alike(proposal),
        same_rule=same_rule(proposal),
        readers=readers_of(proposal),
        may_be_on_a_card=may_be_on_a_card(proposal),
        notes=notes(proposal),
        timeline=timeline(visit.history, visit.config),
        address_question=NEW_ADDRESS,
        note_question=NOTE,
        call_question=WAS_CALL,
        same_question=SAME_AS,
        handler_question=handler_question(visit.config.coordinators, away),
        away=[each for each in away if each.email == proposal.handler],
        follow_up_question=FOLLOW_UP,
        values={
            "handler": proposal.handler or NOBODY,
            "follow_up": proposal.follow_up.isoformat() if proposal.follow_up else "",
            **(values or {}),
        },
        errors=errors,
        done=_DONE.get(request.args.get("gedaan", ""), ""),
    )
