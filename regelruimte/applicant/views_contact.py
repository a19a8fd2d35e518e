"""Whether one wants to talk with somebody who named the same rule, and what came of it."""

from __future__ import annotations

from flask import Response, request

from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.visit import Visit, visiting
from regelruimte.fields.forms import posted
from regelruimte.fields.question import NO, YES, Answers, Situation
from regelruimte.introductions.answer import answer
from regelruimte.introductions.lookup import Contact, others_fields
from regelruimte.introductions.questions import (
    OWN_EMPLOYER,
    READ_NEWS,
    SHARES,
    WANTS_CONTACT,
    WHETHER_TO_TALK,
)
from regelruimte.introductions.read import read, take_back
from regelruimte.store.hold import TooLate
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import page
from regelruimte.web.rate_limits import saving

Errors = dict[str, str]
_ALL = Situation({WANTS_CONTACT.key: YES})  # who says yes must answer all


@blueprint.get("/contact/<uid>")
@visiting
def contact(visit: Visit, uid: str) -> Response:
    """Ask, or show what came of it."""
    return _page(visit, _found(visit, uid))


@blueprint.post("/contact/<uid>")
@visiting
@saving
def answer_contact(visit: Visit, uid: str) -> Response:
    """Take a yes or no; 409 when the day to answer is over."""
    asked = _found(visit, uid)
    form = posted(WHETHER_TO_TALK)
    values = form.values()
    # Whoever says no need not mind what was ticked before.
    minded = form if values[WANTS_CONTACT.key] == YES else posted(WANTS_CONTACT)
    if errors := minded.messages():
        return _page(visit, asked, values, errors)
    try:
        _answer(visit, asked, values)
    except TooLate:
        return _page(visit, asked, values, too_late=True)
    return visit.go_to("applicant.show", gedaan="contact")


@blueprint.post("/contact/<uid>/nieuws")
@visiting
@saving
def read_news(visit: Visit, uid: str) -> Response:
    """Show who the other is, if both still want it; or take one's yes back."""
    told = _found(visit, uid)
    if not told.has_news:
        return visit.go_to("applicant.contact", uid=uid)
    form = posted(READ_NEWS)
    if errors := form.messages():
        return _page(visit, told, errors=errors)
    try:
        (take_back if form.texts()[READ_NEWS.key] == NO else read)(told.side)
    except TooLate:
        return _page(visit, told, too_late=True)
    return visit.go_to("applicant.contact", uid=uid)


def _found(visit: Visit, uid: str) -> Contact:
    """Return what was asked at this address; raises DeadLink for what this one was not asked."""
    found = next((each for each in visit.contacts if each.uid == uid), None)
    if found is None:
        raise DeadLink
    return found


def _answer(visit: Visit, asked: Contact, values: Answers) -> None:
    shares = values[SHARES.key]
    answer(
        asked.side,
        str(values[WANTS_CONTACT.key]),
        visit.config,
        shares=shares if isinstance(shares, list) else [],
        own_employer_too=values[OWN_EMPLOYER.key] == YES,
    )


def _page(
    visit: Visit,
    contact: Contact,
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    too_late: bool = False,
) -> Response:
    """Show how it stands; nothing of the other's but the fields that may be read by now."""
    return page(
        "applicant/contact",
        title="Contact",
        status=409 if too_late else None,
        token=visit.token,
        contact=contact,
        side=contact.side,
        questions=WHETHER_TO_TALK,
        news_question=READ_NEWS,
        situation=_ALL,
        values=_said(contact) | dict(values or {}),
        fields=others_fields(contact),
        errors=errors,
        too_late=too_late,
        is_news=request.path.endswith("/nieuws"),
    )


def _said(contact: Contact) -> dict[str, object]:
    """Return what was answered before; that one wants contact is chosen anew."""
    side = contact.side
    if side.answer != YES:
        return {}
    own = YES if side.own_employer_too else NO
    return {SHARES.key: side.shares, OWN_EMPLOYER.key: own}
