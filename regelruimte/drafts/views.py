"""Writing a draft: its check and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from regelruimte.check.criteria import CRITERIA
from regelruimte.drafts import journey, pages
from regelruimte.drafts.access_code import DRAFT_CODE, WRONG_CODE, knows_code
from regelruimte.drafts.begin import change_check
from regelruimte.drafts.blueprint import blueprint
from regelruimte.drafts.step_form import store
from regelruimte.drafts.visit import Visit, visiting, visiting_door
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Situation
from regelruimte.web.errors import error_page
from regelruimte.web.rate_limits import limited, saving

if TYPE_CHECKING:
    from regelruimte.proposals.questions import Step


@blueprint.get("/<token>")
@visiting
def resume(visit: Visit) -> Response:
    """Go on where the draft is not finished yet; what a coordinator entered is read first."""
    if visit.proposal.entered_by:
        return visit.go_to("drafts.entered")
    return _go_on_where_it_is_not_done(visit)


@blueprint.get("/<token>/openen")
@visiting_door
def door(visit: Visit) -> Response:
    """Ask for the code of a confidential draft, behind a link from a mail."""
    return pages.door_page(visit)


@blueprint.post("/<token>/openen")
@visiting_door
@limited
def open_door(visit: Visit) -> Response:
    """Open the draft at another address, which ends within a day, for whoever knows its code."""
    form = posted(DRAFT_CODE)
    typed = form.texts()[DRAFT_CODE.key]
    if messages := form.messages():
        return pages.door_page(visit, typed, messages)
    if not knows_code(visit.link, typed):
        return pages.door_page(visit, typed, {DRAFT_CODE.key: WRONG_CODE})
    return visit.behind_the_door().go_to("drafts.resume")


@blueprint.get("/<token>/check")
@visiting
def check(visit: Visit) -> Response:
    """Show the answers of the check, to change them."""
    return pages.check_page(visit, visit.situation)


@blueprint.post("/<token>/check")
@visiting
@saving
def save_check(visit: Visit) -> Response:
    """Keep the changed check, and go on where it leaves the draft."""
    form = posted(CRITERIA)
    situation = Situation(visit.proposal.answers, form.texts())
    if messages := form.messages():
        return pages.check_page(visit, situation, messages)
    change_check(visit.proposal, form.texts())
    return pages.arrive(visit, journey.first_place(situation), situation)


@blueprint.get("/<token>/<slug>")
@visiting
def step(visit: Visit, slug: str) -> Response:
    """Show one step, or lead to the place that has to come first: steps cannot be skipped."""
    situation = visit.situation
    asked = _step_asked(slug, situation)
    if asked is None or not journey.may_enter(asked, situation):
        return _go_on_where_it_is_not_done(visit)
    return pages.step_page(visit, asked, situation)


@blueprint.post("/<token>/<slug>")
@visiting
@saving
def save_step(visit: Visit, slug: str) -> Response:
    """Store what was typed at one step, and go on when it is right."""
    asked = _step_asked(slug, visit.situation)
    if asked is None:
        return _go_on_where_it_is_not_done(visit)
    sent = store(visit, asked)
    if visit.proposal.status != "draft" or not journey.may_enter(asked, visit.situation):
        return _go_on_where_it_is_not_done(sent.visit)
    if elsewhere := sent.goes_elsewhere():
        return elsewhere
    if messages := sent.not_stored or sent.form.messages():
        return pages.step_page(sent.visit, asked, sent.situation, messages)
    return pages.arrive(sent.visit, journey.first_place(sent.situation), sent.situation)


@blueprint.post("/<token>/<slug>/bewaar")
@visiting
@saving
def autosave(visit: Visit, slug: str) -> Response:
    """Store what is typed so far when a field is left; the page stays as it is.

    409 when another window stored something else: then it is not saved, and the script knows.
    413 when something is so long that only its beginning was stored. Where a rule is cited that the
    register knows, the answer says so.
    """
    asked = _step_asked(slug, visit.situation)
    if asked is None:
        return Response(status=204)
    sent = store(visit, asked, autosave=True)
    if sent.differing:
        return error_page(409)
    return error_page(413) if sent.cut_off else pages.saved(sent.form.values())


def _go_on_where_it_is_not_done(visit: Visit) -> Response:
    return visit.go_to("drafts.step", slug=journey.first_place(visit.situation))


def _step_asked(slug: str, situation: Situation) -> Step | None:
    """Return the step at this place, if there is one; none while the check forbids it."""
    return journey.step_named(slug) if journey.may_propose(situation) else None
