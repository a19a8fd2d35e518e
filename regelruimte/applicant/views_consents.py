"""Asking for a consent by a link: making one, seeing it once, who answered, ending it."""

from __future__ import annotations

from flask import Response, request, url_for

from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.visit import Visit, visiting
from regelruimte.consents.ask import ask
from regelruimte.consents.lookup import ListedConsent, is_open
from regelruimte.consents.questions import (
    FOR_WHOM,
    REVOKE_IT,
    TOO_MANY,
    questions_of_applicant,
)
from regelruimte.consents.revoke import revoke
from regelruimte.consents.standing import TAKEN_BACK, WAITING
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES, Answers
from regelruimte.readers.invite import TooOften
from regelruimte.store import links
from regelruimte.store.hold import TooLate
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import page
from regelruimte.web.rate_limits import saving

Errors = dict[str, str]
_TITLE = "Toestemming vragen"
# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {"ingetrokken": "De link werkt niet meer."}


@blueprint.get("/toestemming")
@visiting
def asked_consents(visit: Visit) -> Response:
    """Show the links that were made and what was answered, and the form for another."""
    return _page(visit)


@blueprint.post("/toestemming")
@visiting
@saving
def ask_consent(visit: Visit) -> Response:
    """Make a link and show it; 409 when the pilot began meanwhile."""
    _require_pilot(visit)
    form = posted(questions_of_applicant(confidential=visit.proposal.confidential))
    if messages := form.messages():
        return _page(visit, form.values(), messages)
    try:
        made = ask(visit.proposal, form.values())
    except TooOften:
        return _page(visit, form.values(), {FOR_WHOM.key: TOO_MANY})
    except TooLate:
        return _page(visit, form.values(), too_late=True)
    return visit.go_to("applicant.consent_link", made=made)


@blueprint.get("/toestemming/<made>")
@visiting
def consent_link(visit: Visit, made: str) -> Response:
    """Show the link that was just made, to copy: no page tells it later."""
    link = links.find(links.Purpose.CONSENT, made)
    if link is None or link.proposal.id != visit.proposal.id:
        raise DeadLink
    return page(
        "applicant/consent_link",
        title=_TITLE,
        token=visit.token,
        listed=_listed(visit, link.recipient),
        address=url_for("consents.show", token=made, _external=True),
    )


@blueprint.get("/toestemming/<uid>/intrekken")
@visiting
def ask_revoke(visit: Visit, uid: str) -> Response:
    """Ask whether to end a link; one that was answered, or has ended, leads to the list."""
    listed = _listed(visit, uid)
    return _ask(visit, listed) if _can_end(listed) else visit.go_to("applicant.asked_consents")


@blueprint.post("/toestemming/<uid>/intrekken")
@visiting
@saving
def revoke_consent(visit: Visit, uid: str) -> Response:
    """End a link when a person chose to; 409 when somebody answered meanwhile."""
    listed, form = _listed(visit, uid), posted(REVOKE_IT)
    if messages := form.messages():
        return _ask(visit, listed, messages)
    if form.texts()[REVOKE_IT.key] != YES:
        return visit.go_to("applicant.asked_consents")
    try:
        revoke(listed.consent)
    except TooLate:
        return _ask(visit, listed, status=409)
    return visit.go_to("applicant.asked_consents", gedaan="ingetrokken")


def _can_end(listed: ListedConsent) -> bool:
    return listed.standing in (WAITING, TAKEN_BACK)


def _listed(visit: Visit, uid: str) -> ListedConsent:
    """Return the consent at this address; raises DeadLink when there is none."""
    found = next((each for each in visit.asked_consents if each.consent.uid == uid), None)
    if found is None:
        raise DeadLink
    return found


def _require_pilot(visit: Visit) -> None:
    if visit.pilot is None:
        raise DeadLink


def _ask(
    visit: Visit, listed: ListedConsent, errors: Errors | None = None, status: int | None = None
) -> Response:
    return page(
        "applicant/revoke_consent",
        title=_TITLE,
        status=status,
        token=visit.token,
        listed=listed,
        question=REVOKE_IT,
        errors=errors,
        too_late=status == 409,
    )


def _page(
    visit: Visit,
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    too_late: bool = False,
) -> Response:
    _require_pilot(visit)
    return page(
        "applicant/asked_consents",
        title=_TITLE,
        status=409 if too_late else None,
        token=visit.token,
        proposal=visit.proposal,
        listed=visit.asked_consents,
        can_end=_can_end,
        may_ask=is_open(visit.pilot) and not too_late,
        questions=questions_of_applicant(confidential=visit.proposal.confidential),
        values=values or {},
        errors=errors,
        too_late=too_late,
        done=_DONE.get(request.args.get("gedaan", ""), ""),
    )
