"""From the check to a draft: at once, or by the button of the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from regelruimte.check.blueprint import blueprint as check_blueprint
from regelruimte.check.criteria import CRITERIA
from regelruimte.check.finish import finish
from regelruimte.check.pages import arrive_at_verdict, questions_page, reasons_to_tell
from regelruimte.check.verdict import is_finished, known_answers, verdict
from regelruimte.drafts import journey, pages
from regelruimte.drafts.begin import begin
from regelruimte.drafts.blueprint import blueprint
from regelruimte.drafts.visit import just_begun
from regelruimte.fields.forms import posted
from regelruimte.limits.count import BEGUN, CHECKED, take
from regelruimte.limits.network import current_network
from regelruimte.web.page import go_to
from regelruimte.web.rate_limits import counted

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal


@check_blueprint.post("")
@counted(CHECKED)
def finish_check() -> Response:
    """Keep a finished check; go on to its verdict, or past it where it has nothing to say.

    Check and draft are written apart: what one transaction wrote, PostgreSQL knows together.
    """
    form = posted(CRITERIA)
    if messages := form.messages():
        return questions_page(known_answers(request.form), messages)
    check = form.texts()
    finish(check)
    reached = verdict(check)
    if reached.outcome.next or reasons_to_tell(reached) or not take((BEGUN, current_network())):
        return arrive_at_verdict(check)
    return _first_step(*begin(check))


@blueprint.post("")
@counted(BEGUN)
def start() -> Response:
    """Begin a draft from a finished check, and go to its first step."""
    check = known_answers(request.form)
    if is_finished(check) and not verdict(check).outcome.may_propose:
        return go_to("check.show", **check)
    return _first_step(*begin(check))


@blueprint.get("")
def not_begun() -> Response:
    """Send somebody who typed this address to the check."""
    return go_to("check.show")


def _first_step(proposal: Proposal, token: str) -> Response:
    visit = just_begun(proposal, token)
    return pages.arrive(visit, journey.first_place(visit.situation), visit.situation)
