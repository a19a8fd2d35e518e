"""The pages of a draft, drawn from its situation: one function for each kind of page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Response, request, url_for

from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import is_finished, is_signal, verdict
from regelruimte.config import Config
from regelruimte.drafts import journey, visit
from regelruimte.drafts.confirm import ADDRESS_IS_RIGHT, resume_questions
from regelruimte.drafts.door import DRAFT_CODE, code_of
from regelruimte.drafts.journey import known_email
from regelruimte.drafts.robots import TRAP
from regelruimte.drafts.save import new_base_version
from regelruimte.fields.question import Situation, Value, record
from regelruimte.proposals import citation
from regelruimte.proposals.levels import LEVELS, who_can_make_room
from regelruimte.proposals.questions import QUESTIONS, Step
from regelruimte.web.page import page, redirect_to, wants_fragment

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal

CHECK, OVERVIEW = "check", "controleren"
Messages = Mapping[str, str]


def first_place(situation: Situation) -> str:
    """Return where a draft goes on: the check, a step that is not done, or the overview."""
    if not journey.may_propose(situation):
        return CHECK
    step = journey.first_unfinished(situation)
    return step.slug if step else OVERVIEW


def address_of(token: str, place: str) -> str:
    """Return the address of a place in the draft; who came from the overview goes back there."""
    back = OVERVIEW if comes_from_overview() and place != OVERVIEW else None
    return url_for("drafts.step", token=token, slug=place, terug=back)


def comes_from_overview() -> bool:
    """Tell whether this request began with "Wijzig" on the overview."""
    return request.args.get("terug") == OVERVIEW


def arrive(token: str, place: str, proposal: Proposal, situation: Situation) -> Response:
    """Answer a valid post: with htmx the next page itself, otherwise a redirect (303) to it."""
    if not wants_fragment():
        return redirect_to(address_of(token, place))
    return draw(token, place, proposal, situation, push=address_of(token, place))


def draw(
    token: str,
    place: str,
    proposal: Proposal,
    situation: Situation,
    *,
    push: str = "",
) -> Response:
    """Answer with the page at this place."""
    if place == CHECK:
        return check_page(token, situation, push=push)
    if place == OVERVIEW:
        return overview_page(token, situation, push=push)
    step = journey.step_named(place, situation)
    assert step is not None  # noqa: S101 - only places of this journey get here
    return step_page(token, step, proposal, situation, push=push)


def check_page(
    token: str, situation: Situation, errors: Messages | None = None, push: str = ""
) -> Response:
    """Answer with all questions of the check on one page, to change them."""
    check = situation.check
    told = verdict(check) if is_finished(check) and not errors else None
    return page(
        "drafts/check",
        title="De check bij je voorstel",
        push=push,
        token=token,
        criteria=CRITERIA,
        values=check,
        errors=errors,
        stopped=told if told and not told.outcome.may_propose else None,
    )


def step_page(
    token: str,
    step: Step,
    proposal: Proposal,
    situation: Situation,
    errors: Messages | None = None,
    push: str = "",
) -> Response:
    """Answer with one step, what was typed filled in."""
    steps, all_done = journey.enterable(situation)
    number = [each for each, _ in steps].index(step) + 1
    return page(
        "drafts/step",
        title=f"Stap {number} van {len(steps)}: {step.title}",
        push=push,
        token=token,
        step=step,
        steps=steps,
        all_done=all_done,
        questions=journey.questions_of(step, situation),
        situation=situation,
        values=situation.answers,
        errors=errors,
        base_version=new_base_version(proposal, step.slug),
        back=comes_from_overview(),
        previous=journey.previous_step(step, situation),
        following=journey.next_step(step, situation),
        is_signal=is_signal(situation.check),
        levels=LEVELS,
        citation=citation.parse(str(situation.answers.get("rule_link") or "")),
    )


def overview_page(
    token: str,
    situation: Situation,
    errors: Messages | None = None,
    push: str = "",
    chosen: str = "",
) -> Response:
    """Answer with every answer on one page, and the question that sends it, `chosen` or not."""
    steps = journey.steps(situation)
    return page(
        "drafts/overview",
        title="Controleer je antwoorden",
        push=push,
        token=token,
        steps=[(step, True) for step in steps],
        record=record(QUESTIONS, situation),
        check=record(CRITERIA, Situation(situation.check)),
        email=situation.answers.get("email"),
        question=ADDRESS_IS_RIGHT,
        chosen=chosen,
        trap=TRAP,
        errors=errors,
        is_signal=is_signal(situation.check),
        verdict=verdict(situation.check),
        citation=citation.parse(str(situation.answers.get("rule_link") or "")),
        room=who_can_make_room(str(situation.answers.get("rule_level"))),
    )


def door_page(token: str, value: str = "", errors: Messages | None = None) -> Response:
    """Answer with the door before a confidential draft."""
    return page(
        "drafts/door",
        title="Eerst de code",
        token=token,
        question=DRAFT_CODE,
        value=value,
        errors=errors,
    )


def later_page(
    token: str,
    proposal: Proposal,
    config: Config,
    values: Mapping[str, Value] | None = None,
    errors: Messages | None = None,
    push: str = "",
) -> Response:
    """Answer with the address of the draft, to keep or to have mailed."""
    return page(
        "drafts/later",
        title="Later verder",
        push=push,
        token=token,
        address=url_for("drafts.resume", token=token, _external=True),
        questions=resume_questions(known_email(proposal.situation)),
        chosen=Situation({"where": "other"}),  # whoever wants that must fill it in
        values=values or {},
        errors=errors,
        mailed=request.args.get("gemaild") == "1",
        days=config.terms.draft_days,
        code="" if visit.was_mailed() else code_of(proposal),
    )
