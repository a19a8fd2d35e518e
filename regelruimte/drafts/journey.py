"""The journey through a draft: its two steps and where somebody may be. It knows no HTTP."""

from __future__ import annotations

from regelruimte.check.verdict import is_finished, verdict
from regelruimte.fields.question import Question, Situation, Value, asked, error, errors, is_empty
from regelruimte.proposals.questions import (
    ABOUT_YOU,
    QUESTIONS,
    RULE,
    STEPS,
    TITLE,
    TITLE_STEP,
    Step,
)
from regelruimte.proposals.title import title_of

CHECK = "check"  # the place of a draft that is no step, as the address names it
_PLACES = {step.slug: step for step in (*STEPS, TITLE_STEP)}


def questions_of(step: Step, situation: Situation) -> tuple[Question, ...]:
    """Return the questions of one step that are asked in this situation."""
    return asked((q for q in QUESTIONS if q.step == step.slug), situation)


def step_named(slug: str) -> Step | None:
    """Return the step at this place in the address."""
    return _PLACES.get(slug)


def first_unfinished(situation: Situation) -> Step | None:
    """Return the first step that still needs an answer, or None when all are done."""
    return next((s for s in _PLACES.values() if not is_done(s, situation)), None)


def is_complete(situation: Situation) -> bool:
    """Tell whether the draft can be sent by whoever wrote it."""
    return may_propose(situation) and first_unfinished(situation) is None


def is_done(step: Step, situation: Situation) -> bool:
    """Tell whether every answer of this step is right."""
    return not errors(questions_of(step, situation), situation)


def may_enter(step: Step, situation: Situation) -> bool:
    """Tell whether somebody may be at this step: before all others the rule is described."""
    return step.slug == RULE or is_done(_PLACES[RULE], situation)


def first_place(situation: Situation) -> str:
    """Return where a draft goes on: the check, the rule, a title that is not right, or sending."""
    if not may_propose(situation):
        return CHECK
    before = (place for place in (RULE, TITLE) if not is_done(_PLACES[place], situation))
    return next(before, ABOUT_YOU)


def place_before(step: Step) -> str:
    """Return where to go back to from a step."""
    return {RULE: CHECK, TITLE: ABOUT_YOU}.get(step.slug, RULE)


def may_propose(situation: Situation) -> bool:
    """Tell whether the check is finished and its verdict lets a proposal follow."""
    return is_finished(situation.check) and verdict(situation.check).outcome.may_propose


def to_send(situation: Situation) -> tuple[Question, ...]:
    """Return the questions that are sent: those of the steps, and what else has an answer.

    An answer that is not right can only be to what need not be answered; it stays behind.
    """
    return tuple(
        question
        for question in asked(QUESTIONS, situation)
        if question.step in _PLACES or _is_told(question, situation)
    )


def cleaned(situation: Situation) -> dict[str, Value]:
    """Return the answers that are sent, with a title."""
    answers = {q.key: situation.answers.get(q.key) for q in to_send(situation)}
    return answers | {"title": title_of(situation.answers)}


def known_email(situation: Situation) -> str:
    """Return the applicant's address if it was filled in and can be mailed, else ""."""
    question = next(question for question in QUESTIONS if question.key == "email")
    return "" if error(question, situation) else str(situation.answers["email"])


def _is_told(question: Question, situation: Situation) -> bool:
    value = situation.answers.get(question.key)
    return not is_empty(value) and error(question, situation) is None
