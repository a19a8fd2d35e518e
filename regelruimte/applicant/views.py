"""The applicant's pages behind the link in a mail: who are you, how it stands, answering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from regelruimte.applicant.answer import answer, reopened_questions
from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.identify import it_is_me, it_is_not_me, knows_reference
from regelruimte.applicant.leave import may_withdraw
from regelruimte.applicant.next_step import next_step
from regelruimte.applicant.parts import parts_to_tell
from regelruimte.applicant.questions import (
    ANSWER,
    NOTHING_NEW,
    READY,
    REMARK,
    WRONG_REFERENCE,
    door_questions,
)
from regelruimte.applicant.thread import thread
from regelruimte.applicant.visit import Visit, visiting, visiting_door
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES, Answers, Question, Situation, is_empty, is_equal
from regelruimte.messages.write import may_write
from regelruimte.pilots.status import explained, pilot_status
from regelruimte.proposals.status import status
from regelruimte.replies.kinds import asks_for_all
from regelruimte.web.page import go_to, page
from regelruimte.web.rate_limits import limited, saving

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal, Reply

Errors = dict[str, str]
# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {
    "aangevuld": "Je antwoord is verstuurd.",
    "bericht": "Je bericht is verstuurd.",
    "verteld": "Bedankt. Wat je vertelde, staat bij je voorstel.",
    "meelezen": "Je antwoord over het meelezen is opgeslagen.",
    "delen": "We hebben vastgelegd of we je mogen vragen of je voorbeeld op de site mag.",
    "contact": "Je antwoord is opgeslagen.",
    "regelkaart": "Je antwoord is verstuurd. Je kunt je keuze altijd veranderen.",
}


@blueprint.get("")
@visiting_door
def show(visit: Visit) -> Response:
    """Ask who opens a link from a mail; otherwise show how the proposal stands."""
    return _door_page(visit) if visit.link.needs_confirmation else _own_page(visit)


@blueprint.post("")
@visiting_door
@limited
def identify(visit: Visit) -> Response:
    """Take "dit ben ik" or "dit ben ik niet"."""
    if not visit.link.needs_confirmation:
        return visit.go_to("applicant.show")
    is_confidential = visit.proposal.confidential
    form = posted(door_questions(is_confidential))
    values = form.texts()
    if messages := form.messages():
        return _door_page(visit, values, messages)
    if values["it_is_me"] != YES:
        it_is_not_me(visit.link)
        return page("applicant/closed", title="De link is gesloten")
    # Only now: "dit ben ik niet" asks for no reference.
    if is_confidential and not knows_reference(visit.link, values["reference"]):
        return _door_page(visit, values, {"reference": WRONG_REFERENCE})
    return go_to("applicant.show", token=it_is_me(visit.link, visit.token, visit.config))


@blueprint.get("/aanvulling")
@visiting
def more(visit: Visit) -> Response:
    """Show what a coordinator asked, with the old answers to what can be mended."""
    asked_by = visit.open_request
    if asked_by is None:
        return visit.go_to("applicant.show")
    return _more_page(visit, asked_by, visit.proposal.answers)


@blueprint.post("/aanvulling")
@visiting
@saving
def send_more(visit: Visit) -> Response:
    """Take the answer to what a coordinator asked."""
    asked_by, proposal = visit.last_request, visit.proposal
    if asked_by is None:
        return visit.go_to("applicant.show")
    form = posted(_asked_with(proposal, asked_by), proposal.situation)
    values = form.values()
    if messages := form.messages() or _nothing_new(visit, asked_by, values):
        return _more_page(visit, asked_by, values, messages)
    questions = reopened_questions(proposal, asked_by)
    changed = {question.key: values[question.key] for question in questions}
    if not answer(proposal, questions, changed, form.texts()[REMARK.key], visit.config):
        return _more_page(visit, asked_by, values, status=409)
    return visit.go_to("applicant.show", gedaan="aangevuld")


def _asked_with(proposal: Proposal, asked_by: Reply) -> tuple[Question, ...]:
    """Return all that the page with a coordinator's question asks."""
    questions = reopened_questions(proposal, asked_by)
    in_words = not questions and not asks_for_all(asked_by.answers)
    return (*questions, ANSWER if in_words else REMARK, READY)


def _nothing_new(visit: Visit, asked_by: Reply, values: Answers) -> Errors:
    """Return a message when an open question would be closed without any answer to it.

    What was asked for a pilot was told part by part; nobody says here that it was all.
    """
    stored = visit.proposal.answers
    has_news = not is_empty(values[REMARK.key]) or any(
        not is_equal(stored.get(key), value)
        for key, value in values.items()
        if key not in (REMARK.key, READY.key)
    )
    may_be_old = has_news or visit.open_request is None or asks_for_all(asked_by.answers)
    return {} if may_be_old else {READY.key: NOTHING_NEW}


def _door_page(
    visit: Visit, values: Answers | None = None, errors: Errors | None = None
) -> Response:
    return page(
        "applicant/door",
        title="Ben jij dit?",
        token=visit.token,
        questions=door_questions(visit.proposal.confidential),
        its_me=Situation({"it_is_me": YES}),  # whoever that is must answer all
        values=values or {},
        errors=errors,
    )


def _own_page(visit: Visit) -> Response:
    proposal, pilot = visit.proposal, visit.pilot
    return page(
        "applicant/own_page",
        title="Hoe het ervoor staat",
        token=visit.token,
        proposal=proposal,
        status_now=status(visit.status_now),
        has_replies=bool(visit.replies),
        next_step=next_step(visit),
        thread=thread(visit),
        may_write=may_write(proposal),
        record=proposal.record,
        appointment=visit.appointment,
        may_withdraw=may_withdraw(visit.status_now),
        readers=visit.readers,
        pilot=pilot,
        pilot_status=pilot_status(pilot.status) if pilot else None,
        explained=explained(pilot_status(pilot.status), pilot.pilot_form) if pilot else "",
        outcomes=visit.outcomes,
        done=_DONE.get(request.args.get("gedaan", ""), ""),
        card_asked=visit.card_asked,
        contacts=visit.contacts,
    )


def _more_page(
    visit: Visit,
    asked_by: Reply,
    values: Answers,
    errors: Errors | None = None,
    status: int | None = None,
) -> Response:
    """Show the question; with 409 that what was typed came too late to be stored."""
    return page(
        "applicant/more",
        title="Onze vraag",
        status=status,
        token=visit.token,
        asked_by=asked_by,
        questions=_asked_with(visit.proposal, asked_by),
        parts=parts_to_tell(visit) if asks_for_all(asked_by.answers) else [],
        closes=visit.closes_at(asked_by),
        situation=visit.proposal.situation,
        values=values,
        errors=errors,
        too_late=status == 409,
        undo_minutes=visit.config.undo_minutes,
    )
