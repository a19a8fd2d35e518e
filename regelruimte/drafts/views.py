"""Writing a draft: beginning it, its check and its steps."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import is_finished, known_answers, verdict
from regelruimte.drafts import journey, pages
from regelruimte.drafts.access_code import DRAFT_CODE, WRONG_CODE, is_confidential, knows_code
from regelruimte.drafts.begin import begin, change_check
from regelruimte.drafts.blueprint import blueprint
from regelruimte.drafts.save import read_base_version, save, too_long_to_keep
from regelruimte.drafts.visit import Visit, just_begun, visiting, visiting_door
from regelruimte.fields.forms import QuestionForm, posted
from regelruimte.fields.question import Situation, Value, in_words
from regelruimte.limits.count import BEGUN
from regelruimte.proposals.questions import Step
from regelruimte.web.errors import error_page
from regelruimte.web.page import go_to, wants_fragment
from regelruimte.web.rate_limits import counted, limited, saving


@blueprint.post("")
@limited
@counted(BEGUN)
def start() -> Response:
    """Begin a draft from a finished check, and go to its first step."""
    check = known_answers(request.form)
    if is_finished(check) and not verdict(check).outcome.may_propose:
        return go_to("check.show", **check)
    proposal, token = begin(check)
    visit = just_begun(proposal, token)
    return pages.arrive(visit, journey.first_place(visit.situation), visit.situation)


@blueprint.get("")
def not_begun() -> Response:
    """Send somebody who typed this address to the check."""
    return go_to("check.show")


@blueprint.get("/<token>")
@visiting
def resume(visit: Visit) -> Response:
    """Go on where the draft is not finished yet."""
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
    saved = _save(visit, asked)
    if visit.was_mailed and is_confidential(visit.proposal):
        visit = visit.behind_the_door()  # it closes behind whoever just made it confidential
    if visit.proposal.status != "draft" or not journey.may_enter(asked, visit.situation):
        return _go_on_where_it_is_not_done(visit)
    return _leave(visit, asked, saved)


@blueprint.post("/<token>/<slug>/bewaar")
@visiting
@saving
def autosave(visit: Visit, slug: str) -> Response:
    """Store what is typed so far when a field is left; the page stays as it is.

    409 when another window stored something else: then it is not saved, and the script knows.
    413 when something is so long that only its beginning was stored.
    """
    asked = _step_asked(slug, visit.situation)
    if asked is None:
        return Response(status=204)
    saved = _save(visit, asked, autosave=True)
    if saved.differing:
        return error_page(409)
    return error_page(413) if saved.cut_off else Response(status=204)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was posted at a step, and why it is not all stored, if it is not."""

    form: QuestionForm
    # What another page stored at these questions meanwhile; nothing was stored then.
    differing: dict[str, Value]

    @property
    def cut_off(self) -> dict[str, str]:
        """All messages of the form when an answer is too long to store whole: nobody leaves it."""
        return self.form.messages() if too_long_to_keep(self.form.values()) else {}


def _save(visit: Visit, step: Step, *, autosave: bool = False) -> Saved:
    """Store what was posted at this step.

    An earlier step may have been spoilt in another window; what is typed here is kept anyway.
    """
    # What is no longer asked since another window changed an answer is left out.
    form = posted(journey.questions_of(step, visit.situation), visit.situation)
    base_version = read_base_version(request.form.get("basis", ""))
    differing = save(visit.proposal, step.slug, form.values(), base_version, autosave=autosave)
    return Saved(form, differing)


def _leave(visit: Visit, step: Step, saved: Saved) -> Response:
    """Go where the pressed button leads, or stay at the step with what must be mended first.

    Who keeps it for later or goes back may leave wrong answers behind, as long as they are stored.
    """
    situation = saved.form.situation
    unsaved = _saved_elsewhere(step, saved.differing, visit.situation) or saved.cut_off
    button = "" if unsaved else request.form.get("daarna")
    if button == "later":
        return _keep_for_later(visit, situation)
    if button == "terug":
        return pages.arrive(visit, journey.place_before(step, situation), situation)
    if messages := unsaved or saved.form.messages():
        return pages.step_page(visit, step, situation, messages)
    to_overview = pages.comes_from_overview()
    following = journey.place_after(step, situation, to_overview=to_overview)
    return pages.arrive(visit, following, situation)


def _keep_for_later(visit: Visit, situation: Situation) -> Response:
    if not wants_fragment():
        return visit.go_to("drafts.later")
    return pages.later_page(visit, situation, push=visit.address("drafts.later"))


def _go_on_where_it_is_not_done(visit: Visit) -> Response:
    return visit.go_to("drafts.step", slug=journey.first_place(visit.situation))


def _step_asked(slug: str, situation: Situation) -> Step | None:
    """Return the step with this name if it asks something now; none while the check forbids it."""
    return journey.step_named(slug, situation) if journey.may_propose(situation) else None


def _saved_elsewhere(
    step: Step, differing: dict[str, Value], situation: Situation
) -> dict[str, str]:
    """Return a message beside each answer that another page saved differently."""
    other = Situation(differing, situation.check)
    return {
        question.key: "In een ander venster staat hier nu iets anders: "
        f"“{in_words(question, other) or 'niets'}”. Wat jij typte staat hieronder. "
        "Kies wat je wilt houden en ga dan verder."
        for question in journey.questions_of(step, situation)
        if question.key in differing
    }
