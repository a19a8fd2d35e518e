"""The journey through a proposal: its steps and where somebody may be. It knows no HTTP."""

from __future__ import annotations

from regelruimte.check.verdict import is_finished, verdict
from regelruimte.fields.question import Question, Situation, Value, asked, error, errors
from regelruimte.proposals.questions import QUESTIONS, STEPS, Step

# The places of a draft that are no step, as the address names them.
CHECK, OVERVIEW = "check", "controleren"


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
    asking = steps(situation)
    # Each step once: checked per later step it would cost their number squared.
    done = [is_done(step, situation) for step in asking]
    return [(step, all(done[:number])) for number, step in enumerate(asking)], all(done)


def next_step(step: Step, situation: Situation) -> Step | None:
    """Return the step after this one, or None when the overview follows."""
    later = STEPS[STEPS.index(step) + 1 :]
    return next((s for s in later if questions_of(s, situation)), None)


def previous_step(step: Step, situation: Situation) -> Step | None:
    """Return the step before this one, or None at the first."""
    earlier = STEPS[: STEPS.index(step)]
    return next((s for s in reversed(earlier) if questions_of(s, situation)), None)


def first_place(situation: Situation) -> str:
    """Return where a draft goes on: the check, a step that is not done, or the overview."""
    if not may_propose(situation):
        return CHECK
    step = first_unfinished(situation)
    return step.slug if step else OVERVIEW


def place_after(step: Step, situation: Situation, *, to_overview: bool) -> str:
    """Return where to go on from a step that is done; back `to_overview` for who came from it.

    The overview opens only once all is done: until then it is the first step that is not.
    """
    following = next_step(step, situation)
    return following.slug if following and not to_overview else first_place(situation)


def place_before(step: Step, situation: Situation) -> str:
    """Return where to go back to from a step: the one before it, or the check."""
    previous = previous_step(step, situation)
    return previous.slug if previous else CHECK


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
