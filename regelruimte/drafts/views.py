"""Writing a draft: beginning it, its check and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request, url_for

from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import is_finished, known_answers, verdict
from regelruimte.drafts import journey, pages, visit
from regelruimte.drafts.begin import begin, change_check
from regelruimte.drafts.blueprint import blueprint
from regelruimte.drafts.door import DRAFT_CODE, WRONG_CODE, is_confidential, knows_code
from regelruimte.drafts.save import read_base_version, save, too_long_to_keep
from regelruimte.fields.forms import QuestionForm, posted
from regelruimte.fields.question import Situation, Value, in_words
from regelruimte.limits.count import BEGUN
from regelruimte.proposals.own_page import own_address
from regelruimte.proposals.questions import Step
from regelruimte.settings import settings
from regelruimte.web.errors import error_page
from regelruimte.web.page import go_to, wants_fragment
from regelruimte.web.rate_limits import counted, limited, saving

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal


@blueprint.post("")
@limited
@counted(BEGUN)
def start() -> Response:
    """Begin a draft from a finished check, and go to its first step."""
    check = known_answers(request.form)
    if is_finished(check) and not verdict(check).outcome.may_propose:
        return go_to("check.show", **check)
    proposal, token = begin(check)
    place = pages.first_place(proposal.situation)
    return pages.arrive(token, place, proposal, proposal.situation)


@blueprint.get("")
def not_begun() -> Response:
    """Send somebody who typed this address to the check."""
    return go_to("check.show")


@blueprint.get("/<token>")
def resume(token: str) -> Response:
    """Go on where the draft is not finished yet."""
    place = pages.first_place(visit.proposal().situation)
    return go_to("drafts.step", token=token, slug=place)


@blueprint.get("/<token>/openen")
def door(token: str) -> Response:
    """Ask for the code of a confidential draft, behind a link from a mail."""
    return pages.door_page(token)


@blueprint.post("/<token>/openen")
@limited
def open_door(token: str) -> Response:
    """Open the draft at another address, which ends within a day, for whoever knows its code."""
    form = posted(DRAFT_CODE)
    typed = form.values()[DRAFT_CODE.key]
    if messages := form.messages():
        return pages.door_page(token, typed, messages)
    if not knows_code(visit.link(), typed):
        return pages.door_page(token, typed, {DRAFT_CODE.key: WRONG_CODE})
    return go_to("drafts.resume", token=own_address(visit.proposal()))


@blueprint.get("/<token>/check")
def check(token: str) -> Response:
    """Show the answers of the check, to change them."""
    return pages.check_page(token, visit.proposal().situation)


@blueprint.post("/<token>/check")
@saving
def save_check(token: str) -> Response:
    """Keep the changed check, and go on where it leaves the draft."""
    form = posted(CRITERIA)
    situation = Situation(visit.proposal().answers, form.values())
    if messages := form.messages():
        return pages.check_page(token, situation, messages)
    change_check(visit.proposal(), form.values())
    return pages.arrive(token, pages.first_place(situation), visit.proposal(), situation)


@blueprint.get("/<token>/<slug>")
def step(token: str, slug: str) -> Response:
    """Show one step, or lead to the place that has to come first."""
    situation = visit.proposal().situation
    wanted = _enterable(slug, situation)
    if wanted is None:
        return resume(token)
    return pages.step_page(token, wanted, visit.proposal(), situation)


@blueprint.post("/<token>/<slug>")
@saving
def save_step(token: str, slug: str) -> Response:
    """Store what was typed at one step, and go on when it is right."""
    proposal = visit.proposal()
    wanted = _asked(slug, proposal.situation)
    if wanted is None:
        return resume(token)
    form, theirs = _save(proposal, wanted)
    if visit.was_mailed() and is_confidential(proposal):
        token = own_address(proposal)  # the door closes behind whoever just made it confidential
    if proposal.status != "draft" or not journey.may_enter(wanted, proposal.situation):
        return resume(token)
    messages = _saved_elsewhere(wanted, theirs, proposal.situation) or _not_kept(form)
    leaves = request.form.get("daarna") if not messages else None
    if leaves == "later":
        return _keep_for_later(token, form.situation)
    if leaves == "terug":
        return pages.arrive(token, _before(wanted, form.situation), proposal, form.situation)
    if messages := messages or form.messages():
        return pages.step_page(token, wanted, proposal, form.situation, messages)
    return pages.arrive(token, _after(wanted, form.situation), proposal, form.situation)


@blueprint.post("/<token>/<slug>/bewaar")
@saving
def autosave(token: str, slug: str) -> Response:
    """Store what is typed so far when a field is left; the page stays as it is.

    409 when another window stored something else: then it is not saved, and the script knows.
    413 when something is so long that only its beginning was stored.
    """
    proposal = visit.proposal()
    wanted = _asked(slug, proposal.situation)
    if not wanted:
        return Response(status=204)
    form, theirs = _save(proposal, wanted, autosave=True)
    if theirs:
        return error_page(409)
    return error_page(413) if _not_kept(form) else Response(status=204)


def _save(
    proposal: Proposal, step: Step, *, autosave: bool = False
) -> tuple[QuestionForm, dict[str, Value]]:
    """Store what was posted at this step; return its form, and what another page stored instead.

    An earlier step may have been spoilt in another window; what is typed here is kept anyway.
    """
    form = posted(journey.questions_of(step, proposal.situation), proposal.situation)
    base_version = read_base_version(request.form.get("basis", ""))
    return form, save(proposal, step.slug, form.values(), base_version, autosave=autosave)


def _not_kept(form: QuestionForm) -> dict[str, str]:
    """Return all that is wrong when something is too long to keep: nobody leaves it behind then."""
    return form.messages() if too_long_to_keep(form.values()) else {}


def _keep_for_later(token: str, situation: Situation) -> Response:
    if not wants_fragment():
        return go_to("drafts.later", token=token)
    proposal, config = visit.proposal(), settings()
    proposal.answers = situation.answers
    push = url_for("drafts.later", token=token)
    return pages.later_page(token, proposal, config, push=push)


def _asked(slug: str, situation: Situation) -> Step | None:
    """Return the step with this name if it asks something now."""
    return journey.step_named(slug, situation) if journey.may_propose(situation) else None


def _enterable(slug: str, situation: Situation) -> Step | None:
    """Return the step with this name if somebody may be there now; steps cannot be skipped."""
    wanted = _asked(slug, situation)
    return wanted if wanted and journey.may_enter(wanted, situation) else None


def _after(step: Step, situation: Situation) -> str:
    """Return where to go after this step: on, or back to the overview one came from."""
    following = journey.next_step(step, situation)
    if following is None or pages.comes_from_overview():
        return pages.first_place(situation)
    return following.slug


def _before(step: Step, situation: Situation) -> str:
    """Return where to go back to from this step."""
    previous = journey.previous_step(step, situation)
    return previous.slug if previous else pages.CHECK


def _saved_elsewhere(step: Step, theirs: dict[str, Value], situation: Situation) -> dict[str, str]:
    """Return a message beside each answer that another page saved differently."""
    other = Situation(theirs, situation.check)
    return {
        question.key: "In een ander venster staat hier nu iets anders: "
        f"“{in_words(question, other) or 'niets'}”. Wat jij typte staat hieronder. "
        "Kies wat je wilt houden en ga dan verder."
        for question in journey.questions_of(step, situation)
        if question.key in theirs
    }
