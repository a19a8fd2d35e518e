"""The pages of a draft, drawn from its situation: one function for each kind of page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import is_finished, is_signal, verdict
from regelruimte.drafts import journey
from regelruimte.drafts.access_code import DRAFT_CODE, code_of
from regelruimte.drafts.confirm import ADDRESS_IS_RIGHT, resume_questions
from regelruimte.drafts.journey import CHECK, OVERVIEW, known_email
from regelruimte.drafts.robots import TRAP
from regelruimte.drafts.save import new_base_version
from regelruimte.drafts.visit import Visit
from regelruimte.fields.question import Situation, Value, record
from regelruimte.proposals.questions import QUESTIONS, Step
from regelruimte.web.page import page, redirect_to, wants_fragment

Messages = Mapping[str, str]


def address_of(visit: Visit, place: str) -> str:
    """Return the address of a place in the draft; who came from the overview goes back there."""
    back = OVERVIEW if comes_from_overview() and place != OVERVIEW else None
    return visit.address("drafts.step", slug=place, terug=back)


def comes_from_overview() -> bool:
    """Tell whether this request began with "Wijzig" on the overview."""
    return request.args.get("terug") == OVERVIEW


def arrive(visit: Visit, place: str, situation: Situation) -> Response:
    """Answer a valid post: with htmx the next page itself, otherwise a redirect (303) to it."""
    address = address_of(visit, place)
    return _draw(visit, place, situation, address) if wants_fragment() else redirect_to(address)


def _draw(visit: Visit, place: str, situation: Situation, push: str) -> Response:
    if place == CHECK:
        return check_page(visit, situation, push=push)
    if place == OVERVIEW:
        return overview_page(visit, situation, push=push)
    step = journey.step_named(place, situation)
    assert step is not None  # noqa: S101 - only places of this journey get here
    return step_page(visit, step, situation, push=push)


def check_page(
    visit: Visit, situation: Situation, errors: Messages | None = None, push: str = ""
) -> Response:
    """Answer with all questions of the check on one page, to change them.

    When its verdict lets no proposal follow, the page says so and why.
    """
    check = situation.check
    outcome = verdict(check) if is_finished(check) and not errors else None
    return page(
        "drafts/check",
        title="De check bij je voorstel",
        push=push,
        token=visit.token,
        criteria=CRITERIA,
        values=check,
        errors=errors,
        stopped=outcome if outcome and not outcome.outcome.may_propose else None,
    )


def step_page(
    visit: Visit,
    step: Step,
    situation: Situation,
    errors: Messages | None = None,
    push: str = "",
) -> Response:
    """Answer with one step, the answers of `situation` filled in, right or not.

    The form holds a new base version: what the draft has stored of this step by now.
    """
    steps, all_done = journey.enterable(situation)
    number = [each for each, _ in steps].index(step) + 1
    return page(
        "drafts/step",
        title=f"Stap {number} van {len(steps)}: {step.title}",
        push=push,
        token=visit.token,
        step=step,
        steps=steps,
        all_done=all_done,
        questions=journey.questions_of(step, situation),
        situation=situation,
        values=situation.answers,
        errors=errors,
        base_version=new_base_version(visit.proposal, step.slug),
        back=comes_from_overview(),
        previous=journey.previous_step(step, situation),
        following=journey.next_step(step, situation),
        is_signal=is_signal(situation.check),
    )


def overview_page(
    visit: Visit,
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
        token=visit.token,
        steps=[(step, True) for step in steps],
        record=record(QUESTIONS, situation),
        answers=situation.answers,
        check=record(CRITERIA, Situation(situation.check)),
        email=situation.answers.get("email"),
        question=ADDRESS_IS_RIGHT,
        chosen=chosen,
        trap=TRAP,
        errors=errors,
        is_signal=is_signal(situation.check),
        verdict=verdict(situation.check),
    )


def door_page(visit: Visit, value: str = "", errors: Messages | None = None) -> Response:
    """Answer with the question for the code, and nothing of the confidential draft behind it."""
    return page(
        "drafts/door",
        title="Eerst de code",
        token=visit.token,
        question=DRAFT_CODE,
        value=value,
        errors=errors,
    )


def later_page(
    visit: Visit,
    situation: Situation,
    values: Mapping[str, Value] | None = None,
    errors: Messages | None = None,
    push: str = "",
) -> Response:
    """Answer with the address of the draft, to keep or to have mailed.

    `situation` is the draft as it stands, `values` is what was posted to have it mailed. The code
    is not shown behind a link that was mailed: it is what keeps others out of there.
    """
    config = visit.config
    return page(
        "drafts/later",
        title="Later verder",
        push=push,
        token=visit.token,
        address=visit.address("drafts.resume", _external=True),
        questions=resume_questions(known_email(situation)),
        chosen=Situation({"where": "other"}),  # whoever wants that must fill it in
        values=values or {},
        errors=errors,
        mailed=request.args.get("gemaild") == "1",
        days=config.terms.draft_days,
        code="" if visit.was_mailed else code_of(visit.proposal),
    )
