"""A message to the coordinators, from the applicant's own page."""

from __future__ import annotations

from flask import Response

from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.visit import Visit, visiting
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answers
from regelruimte.messages.questions import MESSAGE, TEXT
from regelruimte.messages.write import is_within_limit, may_write, write
from regelruimte.store.hold import TooLate
from regelruimte.web.page import page
from regelruimte.web.rate_limits import saving, too_much

Errors = dict[str, str]


@blueprint.get("/bericht")
@visiting
def message(visit: Visit) -> Response:
    """Ask for a message; after withdrawing, lead to the own page."""
    if not may_write(visit.proposal):
        return visit.go_to("applicant.show")
    return _message_page(visit, {})


@blueprint.post("/bericht")
@visiting
@saving
def send_message(visit: Visit) -> Response:
    """Send a message to the coordinators; 409 when the proposal was withdrawn meanwhile."""
    form = posted(MESSAGE)
    values = form.values()
    if messages := form.messages():
        return _message_page(visit, values, messages)
    if not is_within_limit(visit.proposal, None):
        return too_much()
    try:
        write(visit.proposal, str(values[TEXT.key]), None, visit.config)
    except TooLate:
        return _message_page(visit, values, status=409)
    return visit.go_to("applicant.show", gedaan="bericht")


def _message_page(
    visit: Visit, values: Answers, errors: Errors | None = None, status: int | None = None
) -> Response:
    return page(
        "applicant/message",
        title="Je bericht",
        status=status,
        token=visit.token,
        questions=MESSAGE,
        values=values,
        errors=errors,
        too_late=status == 409,
    )
