"""Whether a text about the rule may be on the site: the applicant reads that very text first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Response, request

from regelruimte import clock
from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.visit import Visit, visiting
from regelruimte.fields.forms import posted
from regelruimte.fields.question import label
from regelruimte.register.answer import answer
from regelruimte.register.objections import ANSWER_DAYS
from regelruimte.register.public import as_public
from regelruimte.register.questions import MAY_IT_STAY, MAY_WE
from regelruimte.register.status import ASKED, CARD_ANSWERS
from regelruimte.store.hold import TooLate
from regelruimte.web.page import page
from regelruimte.web.rate_limits import saving

if TYPE_CHECKING:
    from datetime import date

    from regelruimte.fields.question import Question
    from regelruimte.store.models import RuleCardProposal

Errors = dict[str, str]


@blueprint.get("/regelkaart")
@visiting
def ask_card(visit: Visit) -> Response:
    """Show the text and ask whether it may be on the site; without one, go to the own page."""
    row = visit.card_asked
    return _page(visit, row) if row else visit.go_to("applicant.show")


@blueprint.post("/regelkaart")
@visiting
@saving
def answer_card(visit: Visit) -> Response:
    """Take what was said of the text that was shown; when it is another by now, ask again."""
    row = visit.card_asked
    if row is None or request.form.get("gezien") != str(row.text.version):
        return _page(visit, row, too_late=True) if row else visit.go_to("applicant.show")
    question = _question(row)
    form = posted(question)
    if messages := form.messages():
        return _page(visit, row, messages)
    try:
        answer(row, form.texts()[question.key])
    except TooLate:
        return _page(visit, row, too_late=True)
    return visit.go_to("applicant.show", gedaan="regelkaart")


def _question(row: RuleCardProposal) -> Question:
    return MAY_IT_STAY if row.text.state == "public" else MAY_WE


def _page(
    visit: Visit,
    row: RuleCardProposal,
    errors: Errors | None = None,
    *,
    too_late: bool = False,
) -> Response:
    """Ask about the text; with 409 that the answer came too late, for it is another by now."""
    return page(
        "applicant/card",
        title="Onze vraag",
        status=409 if too_late else None,
        token=visit.token,
        card=as_public(row.text),
        version=row.text.version,
        is_public=row.text.state == "public",
        said="" if row.answer == ASKED else label(CARD_ANSWERS, row.answer),
        last_day=_last_day(row),
        question=_question(row),
        errors=errors,
        too_late=too_late,
    )


def _last_day(row: RuleCardProposal) -> date | None:
    """Return until when an answer is awaited; None once there is one."""
    if row.answer != ASKED:
        return None
    return clock.day_of(row.asked_at) + timedelta(days=ANSWER_DAYS)
