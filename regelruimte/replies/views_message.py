"""A message to the applicant, behind a coordinator's link: it changes no status."""

from __future__ import annotations

from flask import Response

from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answers
from regelruimte.messages.questions import MESSAGE, TEXT
from regelruimte.messages.write import is_within_limit, may_write, write
from regelruimte.replies.blueprint import blueprint
from regelruimte.replies.visit import Visit, visiting
from regelruimte.store.hold import TooLate
from regelruimte.web.page import leave_to, page
from regelruimte.web.rate_limits import saving, too_much

Errors = dict[str, str]


@blueprint.get("/bericht")
@visiting
def message(visit: Visit) -> Response:
    """Ask for a message to the applicant; where nobody can read one, lead to the proposal."""
    if not may_write(visit.proposal):
        return visit.go_to("replies.show")
    return _message_page(visit, {})


@blueprint.post("/bericht")
@visiting
@saving
def send_message(visit: Visit) -> Response:
    """Send a message to the applicant; 409 when nobody can read one any more."""
    form = posted(MESSAGE)
    values = form.values()
    if messages := form.messages():
        return _message_page(visit, values, messages)
    if not is_within_limit(visit.proposal, visit.coordinator):
        return too_much()
    try:
        write(visit.proposal, str(values[TEXT.key]), visit.coordinator, visit.config)
    except TooLate:
        return _message_page(visit, values, status=409)
    return leave_to(visit.address("replies.show", gedaan="bericht"))


def _message_page(
    visit: Visit, values: Answers, errors: Errors | None = None, status: int | None = None
) -> Response:
    return page(
        "replies/message",
        title="Een bericht",
        status=status,
        token=visit.token,
        proposal=visit.proposal,
        questions=MESSAGE,
        values=values,
        errors=errors,
        too_late=status == 409,
    )
