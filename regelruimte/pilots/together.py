"""Several steps of a pilot asked on one page: which of them the answers take, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from regelruimte.fields.question import (
    Answers,
    Question,
    Situation,
    errors,
    is_empty,
    is_equal,
    never,
)
from regelruimte.pilots.steps import PilotStep, State

_ONLY_WITH = "Kies het andere antwoord, of maak de vakken hieronder leeg. Die horen daarbij."
Taken = tuple[PilotStep, Answers]  # a step and what was answered at it


@cache
def as_optional(question: Question) -> Question:
    """Return the question as it is drawn where nobody has to answer it."""
    return replace(question, required=never)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one page asks: a step, the steps along with it, and what the page begins them with.

    A step along is taken when what it needs is there. Left as it was, it can be taken later.
    """

    step: PilotStep
    along: tuple[PilotStep, ...]
    begun: Answers

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions of all steps on the page, in their order."""
        return tuple(q for each in (self.step, *self.along) for q in each.questions)

    def taken(self, values: Answers) -> list[Taken]:
        """Return the steps that these answers take, in their order; none after "nee, nog niet"."""
        if not self._goes_on(values):
            return []
        steps = (self.step, *self._filled_in(values))
        return [(each, {q.key: values[q.key] for q in each.questions}) for each in steps]

    def wrong(self, values: Answers, pilot: State) -> dict[str, str]:
        """Return the message of each answer that is not right, by the key of its question."""
        asked = (self.step, *self._filled_in(values))
        found = errors([q for each in asked for q in each.questions], Situation(values))
        found = found or {
            key: text for each in asked for key, text in each.wrong(values, pilot).items()
        }
        return found or self._left_over(values)

    def _goes_on(self, values: Answers) -> bool:
        key, taking = self.step.only_if
        return not key or values[key] == taking

    def _left_over(self, values: Answers) -> dict[str, str]:
        """Say that what is filled in along with a step cannot be kept without it."""
        is_lost = not self._goes_on(values) and self._filled_in(values)
        return {self.step.only_if[0]: _ONLY_WITH} if is_lost else {}

    def _filled_in(self, values: Answers) -> list[PilotStep]:
        return [each for each in self.along if self._is_filled_in(each, values)]

    def _is_filled_in(self, step: PilotStep, values: Answers) -> bool:
        """Tell whether what a step needs is there, or something was written at it."""
        answered = [q for q in step.questions if not is_empty(values[q.key])]
        needed = [q for q in step.questions if q.required(Situation(values))]
        if all(question in answered for question in needed):
            return True
        return any(not is_equal(values[q.key], self.begun.get(q.key)) for q in answered)
