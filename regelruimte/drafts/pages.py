"""The pages of a draft, drawn from its situation: one function for each kind of page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, make_response, render_template, request

from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import is_finished, is_signal, verdict
from regelruimte.drafts import journey
from regelruimte.drafts.access_code import DRAFT_CODE, code_of
from regelruimte.drafts.confirm import ADDRESS_IS_RIGHT, resume_questions
from regelruimte.drafts.journey import CHECK, known_email
from regelruimte.drafts.meant import suggestion
from regelruimte.drafts.robots import TRAP
from regelruimte.drafts.save import new_base_version
from regelruimte.drafts.visit import Visit
from regelruimte.fields.question import Answered, Answers, Situation, Value, record
from regelruimte.proposals.questions import ABOUT_YOU, RULE, STEPS, TITLE, Step
from regelruimte.proposals.title import title_of
from regelruimte.register.public import card_for
from regelruimte.web.page import Context, page, redirect_to, wants_fragment

Messages = Mapping[str, str]
_SOURCE = "rule_source"


def arrive(visit: Visit, place: str, situation: Situation) -> Response:
    """Answer a valid post: with htmx the next page itself, otherwise a redirect (303) to it."""
    address = visit.address("drafts.step", slug=place)
    return draw(visit, place, situation, address) if wants_fragment() else redirect_to(address)


def draw(visit: Visit, place: str, situation: Situation, push: str = "") -> Response:
    """Answer with the page at this place of the draft."""
    if place == CHECK:
        return check_page(visit, situation, push=push)
    step = journey.step_named(place)
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
        title="Je antwoorden in de check",
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
    context: Context = {
        "push": push,
        "token": visit.token,
        "step": step,
        "questions": journey.questions_of(step, situation),
        "situation": situation,
        "values": situation.answers,
        "errors": errors,
        "base_version": new_base_version(visit.proposal, step.slug),
        "is_signal": is_signal(situation.check),
    }
    if step.slug == RULE:
        context["may_join"] = _may_join(situation)
    if step.slug == ABOUT_YOU:
        context |= _about_sending(situation)
    if step.slug == TITLE:
        context["values"] = {"title": title_of(situation.answers)}
    name = {ABOUT_YOU: "send", TITLE: "title"}.get(step.slug, "rule")
    return page(f"drafts/{name}", title=_title(step), **context)


def _title(step: Step) -> str:
    number = STEPS.index(step) + 1 if step in STEPS else 0
    return f"Stap {number} van {len(STEPS)}: {step.title}" if number else step.title


def _may_join(situation: Situation) -> str:
    """Return that one can take part, in words, for whoever saw no verdict; otherwise nothing."""
    if not is_finished(situation.check):
        return ""
    outcome = verdict(situation.check).outcome
    return "" if outcome.next else outcome.title


def _about_sending(situation: Situation) -> Context:
    """Return what the last step shows besides its questions: what was written, and the button."""
    return {
        "title_now": title_of(situation.answers),
        "written": _written(situation),
        "meant": suggestion(situation.answers),
        "address_is_right": ADDRESS_IS_RIGHT,
        "is_ticked": request.form.get(ADDRESS_IS_RIGHT.key) == "yes",
        "trap": TRAP,
    }


def _written(situation: Situation) -> tuple[Answered, ...]:
    """Return what is sent besides what this page asks: the rule, and what an older form asked."""
    told = record(journey.to_send(situation), situation)
    return tuple(entry for entry in told if entry.text and entry.step not in (ABOUT_YOU, TITLE))


def saved(values: Answers) -> Response:
    """Answer an autosave: 204, unless the register says something else of the rule by now.

    Only then is the page changed: whoever has the focus there would lose it.
    """
    card = card_for(values.get(_SOURCE))
    if request.form.get("bekend", "") == (card.slug if card else ""):
        return Response(status=204)
    return make_response(render_template("drafts/known_rule.html", card=card))


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
