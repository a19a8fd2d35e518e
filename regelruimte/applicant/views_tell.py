"""The pages on which more is told after sending: a list of short parts, and each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.parts import parts_to_tell
from regelruimte.applicant.tell import is_news, parts_of, tell, told_elsewhere
from regelruimte.applicant.visit import Visit, visiting
from regelruimte.fields.forms import posted
from regelruimte.fields.messages import saved_elsewhere
from regelruimte.fields.text import whole_number
from regelruimte.limits.count import Limit, take
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import page
from regelruimte.web.rate_limits import saving, too_much

if TYPE_CHECKING:
    from regelruimte.fields.question import Answers, Question
    from regelruimte.proposals.questions import Step

Errors = dict[str, str]
_TOLD = Limit("parts told", an_hour=60, a_day=120)


@blueprint.get("/vertel-meer")
@visiting
def tell_more(visit: Visit) -> Response:
    """Show the parts in which more can be told; once a coordinator replied, the own page."""
    if not visit.may_tell:
        return visit.go_to("applicant.show")
    return page(
        "applicant/tell_more",
        title="Vertel meer",
        token=visit.token,
        parts=parts_to_tell(visit),
        is_asked=visit.open_request is not None,
        is_saved=request.args.get("gedaan") == "bewaard",
    )


@blueprint.get("/vertel-meer/<slug>")
@visiting
def part(visit: Visit, slug: str) -> Response:
    """Show the questions of one part, with what was told already."""
    step, questions = _part_at(visit, slug)
    if not visit.may_tell:
        return visit.go_to("applicant.show")
    return _part_page(visit, step, questions, visit.proposal.answers)


@blueprint.post("/vertel-meer/<slug>")
@visiting
@saving
def save_part(visit: Visit, slug: str) -> Response:
    """Keep what was told in one part; 409 when a coordinator replied meanwhile."""
    step, questions = _part_at(visit, slug)
    form = posted(questions, visit.proposal.situation)
    values = form.values()
    if messages := _told_elsewhere(visit, values) or form.messages():
        return _part_page(visit, step, questions, values, messages)
    # Each change stays on the timeline with both its texts: one link may not fill the disk.
    if is_news(visit.proposal, values) and not take((_TOLD, visit.proposal.uid)):
        return too_much()
    if _is_stored(visit, questions, values):
        return visit.go_to("applicant.tell_more", gedaan="bewaard")
    # Another window may have told otherwise at this very moment; else somebody replied.
    messages = _told_elsewhere(visit, values)
    return _part_page(visit, step, questions, values, messages, None if messages else 409)


def _is_stored(visit: Visit, questions: tuple[Question, ...], values: Answers) -> bool:
    # The status of the database: a reply that can still be undone shows the applicant nothing.
    statuses = ("submitted", "info_requested") if visit.open_request else ("submitted",)
    return visit.may_tell and tell(visit.proposal, questions, values, *statuses)


def _part_at(visit: Visit, slug: str) -> tuple[Step, tuple[Question, ...]]:
    """Return the part at this address with its questions; raises DeadLink if it asks nothing."""
    for step, questions in parts_of(visit.proposal).items():
        if step.slug == slug:
            return step, questions
    raise DeadLink


def _told_elsewhere(visit: Visit, values: Answers) -> Errors:
    """Return a message beside each answer that another window changed since the page was made."""
    seen = whole_number(request.form.get("gezien", "")) or 0
    return {
        key: saved_elsewhere(text)
        for key, text in told_elsewhere(visit.proposal, seen, values).items()
    }


def _part_page(
    visit: Visit,
    step: Step,
    questions: tuple[Question, ...],
    values: Answers,
    errors: Errors | None = None,
    status: int | None = None,
) -> Response:
    """Show one part; with 409 that what was typed came too late to be stored."""
    return page(
        "applicant/part",
        title="Vertel meer",
        status=status,
        token=visit.token,
        part=step,
        questions=questions,
        seen=visit.proposal.revision,
        situation=visit.proposal.situation,
        values=values,
        errors=errors,
        too_late=status == 409,
        undo_minutes=visit.config.undo_minutes,
    )
