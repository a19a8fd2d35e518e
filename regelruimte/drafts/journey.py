"""The journey through a proposal: its steps and where somebody may be. It knows no HTTP."""

from __future__ import annotations

from regelruimte.check.verdict import is_finished, verdict
from regelruimte.fields.question import Question, Situation, Value, asked, error, errors
from regelruimte.proposals.questions import QUESTIONS, STEPS, Step


def steps(situation: Situation) -> tuple[Step, ...]:
    """Return the steps that ask something in this situation."""
    return tuple(step for step in STEPS if questions_of(step, situation))


def questions_of(step: Step, situation: Situation) -> tuple[Question, ...]:
    """Return the questions of one step that are asked in this situation."""
    return asked((q for q in QUESTIONS if q.step == step.slug), situation)


def step_named(slug: str, situation: Situation) -> Step | None:
    """Return the step at this place in the address, if it asks something."""
    return next((step for step in steps(situation) if step.slug == slug), None)


def first_unfinished(situation: Situation) -> Step | None:
    """Return the first step that still needs an answer, or None when all are done."""
    return next((s for s in steps(situation) if not is_done(s, situation)), None)


def is_done(step: Step, situation: Situation) -> bool:
    """Tell whether every answer of this step is right."""
    return not errors(questions_of(step, situation), situation)


def may_enter(step: Step, situation: Situation) -> bool:
    """Tell whether somebody may be at this step: all steps before it are done."""
    return all(is_done(earlier, situation) for earlier in STEPS[: STEPS.index(step)])


def enterable(situation: Situation) -> tuple[list[tuple[Step, bool]], bool]:
    """Return the steps of this situation, each with whether somebody may be at it.

    And whether all are done, so that one may look at the overview.
    """
    found = steps(situation)
    done = [is_done(step, situation) for step in found]
    return [(step, all(done[:number])) for number, step in enumerate(found)], all(done)


def next_step(step: Step, situation: Situation) -> Step | None:
    """Return the step after this one, or None when the overview follows."""
    later = STEPS[STEPS.index(step) + 1 :]
    return next((s for s in later if questions_of(s, situation)), None)


def previous_step(step: Step, situation: Situation) -> Step | None:
    """Return the step before this one, or None at the first."""
    earlier = STEPS[: STEPS.index(step)]
    return next((s for s in reversed(earlier) if questions_of(s, situation)), None)


def may_propose(situation: Situation) -> bool:
    """Tell whether the check is finished and its verdict lets a proposal follow."""
    return is_finished(situation.check) and verdict(situation.check).outcome.may_propose


def cleaned(situation: Situation) -> dict[str, Value]:
    """Return the answers that are asked in this situation; others are not sent along."""
    return {
        question.key: situation.answers.get(question.key)
        for question in asked(QUESTIONS, situation)
    }


def known_email(situation: Situation) -> str:
    """Return the applicant's address if it was filled in and can be mailed, else ""."""
    question = next(question for question in QUESTIONS if question.key == "email")
    return "" if error(question, situation) else str(situation.answers["email"])
