"""Letting somebody outside read along with a proposal, who did, and ending that."""

from __future__ import annotations

from flask import Response, request

from regelruimte.fields.forms import QuestionForm, posted
from regelruimte.fields.question import Answers, Question
from regelruimte.limits.person import person
from regelruimte.mail.outbox import refused_readers
from regelruimte.readers.excerpt import excerpt
from regelruimte.readers.invite import TooOften, let_read
from regelruimte.readers.lookup import can_be_read, reader_with, readers_of
from regelruimte.readers.parts import parts_in
from regelruimte.readers.questions import (
    DAYS,
    EMAIL_OF_READER,
    FUNCTION,
    IS_COORDINATOR,
    MESSAGE,
    NO_MAIL,
    OWN_ADDRESS,
    SHOWS_ORGANISATION,
    SHOWS_PERSON,
    TOO_OFTEN,
    USUAL_DAYS,
    which_parts,
)
from regelruimte.readers.revoke import revoke
from regelruimte.store.hold import TooLate
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import go_to, page
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.visit import Visit, visiting

Errors = dict[str, str]
# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {
    "gemaild": "De lezer krijgt een mail met een link.",
    "gevraagd": "De indiener krijgt een mail met de vraag om toestemming.",
    "ingetrokken": "Deze lezer kan niet meer meelezen.",
}


@blueprint.get("/voorstel/<ref>/meelezen")
@visiting
def readers(visit: Visit) -> Response:
    """Show who may read along, and the form to let somebody."""
    return _page(visit)


@blueprint.post("/voorstel/<ref>/meelezen")
@visiting
def invite(visit: Visit) -> Response:
    """Let somebody read along, or ask the applicant first; 409 when it was withdrawn meanwhile."""
    form = posted(_questions(visit))
    values = form.values()
    if messages := form.messages() or _wrong_address(visit, form):
        return _page(visit, values, messages)
    try:
        let_read(visit.proposal, values, visit.coordinator, visit.config)
    except TooOften:
        return _page(visit, values, {EMAIL_OF_READER.key: TOO_OFTEN})
    except TooLate:
        return _page(visit.again(), values, meanwhile=True)
    return _done(visit, "gevraagd" if visit.proposal.confidential else "gemaild")


@blueprint.post("/voorstel/<ref>/meelezen/<uid>/intrekken")
@visiting
def revoke_reader(visit: Visit, uid: str) -> Response:
    """Let the link of one reader open nothing any more."""
    reader = reader_with(visit.proposal, uid)
    if reader is None:
        raise DeadLink
    revoke(reader, visit.coordinator)
    return _done(visit, "ingetrokken")


def _questions(visit: Visit) -> tuple[Question, ...]:
    parts = which_parts(parts_in(visit.proposal.record))
    return (EMAIL_OF_READER, FUNCTION, parts, SHOWS_PERSON, SHOWS_ORGANISATION, DAYS, MESSAGE)


def _wrong_address(visit: Visit, form: QuestionForm) -> Errors:
    """Return why nobody can be mailed there, if so."""
    key, who = EMAIL_OF_READER.key, person(form.texts()[EMAIL_OF_READER.key])
    if who == person(visit.proposal.email):
        return {key: OWN_ADDRESS}
    if who in {person(each.email) for each in visit.config.coordinators}:
        return {key: IS_COORDINATOR}
    if visit.proposal.confidential and visit.proposal.email_denied_at:
        return {key: NO_MAIL}
    return {}


def _done(visit: Visit, what: str) -> Response:
    return go_to("workspace.readers", ref=visit.proposal.reference, gedaan=what)


def _page(
    visit: Visit,
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    meanwhile: bool = False,
) -> Response:
    """Show the readers and the form, with each part as a reader would see it."""
    proposal = visit.proposal
    parts = parts_in(proposal.record)
    return page(
        "workspace/readers",
        title="Laat iemand meelezen",
        status=409 if meanwhile else None,
        proposal=proposal,
        meanwhile=meanwhile,
        may_invite=can_be_read(proposal),
        readers=readers_of(proposal),
        refused=refused_readers(proposal),
        previews=[
            (part, excerpt(proposal, [part.key], person=False, organisation=False))
            for part in parts
        ],
        questions=_questions(visit),
        values={DAYS.key: USUAL_DAYS, **(values or {})},
        errors=errors,
        done=_DONE.get(request.args.get("gedaan", ""), ""),
    )
