"""What was posted at a step of a draft: stored first, right or not, and then judged."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from regelruimte.drafts import journey, pages
from regelruimte.drafts.access_code import is_confidential
from regelruimte.drafts.save import read_base_version, save, too_long_to_keep
from regelruimte.drafts.visit import Visit
from regelruimte.fields.forms import QuestionForm, posted
from regelruimte.fields.messages import saved_elsewhere
from regelruimte.fields.question import Situation, Value, in_words
from regelruimte.proposals.questions import TITLE, Step
from regelruimte.web.page import wants_fragment


@dataclass(frozen=True, slots=True)
class StepForm:
    """The form of a step as it was posted, and why it is not all stored, if it is not.

    `visit` is where one goes on: behind another address for whoever just closed this one.
    """

    visit: Visit
    step: Step
    form: QuestionForm
    # What another page stored at these questions meanwhile; nothing was stored then.
    differing: dict[str, Value]

    @property
    def situation(self) -> Situation:
        """Return the answers of the draft, these among them."""
        return self.form.situation

    @property
    def not_stored(self) -> dict[str, str]:
        """Return what to say of answers that are not stored whole: nobody leaves those behind."""
        return _saved_elsewhere(self) or self.cut_off

    @property
    def cut_off(self) -> dict[str, str]:
        """Return all messages of the form when an answer is too long to store whole."""
        return self.form.messages() if too_long_to_keep(self.form.values()) else {}

    def goes_elsewhere(self) -> Response | None:
        """Answer a button that leads off the way, unless something would be left behind.

        Who keeps the draft for later or goes back may leave wrong answers, as long as they are
        stored.
        """
        button = "" if self.not_stored else request.form.get("daarna")
        if button == "later":
            return _keep_for_later(self.visit, self.situation)
        place = {"terug": journey.place_before(self.step), "titel": TITLE}.get(button or "")
        return pages.arrive(self.visit, place, self.situation) if place else None


def store(visit: Visit, step: Step, *, autosave: bool = False) -> StepForm:
    """Store what was posted at this step.

    An earlier step may have been spoilt in another window; what is typed here is kept anyway.
    """
    # What is no longer asked since another window changed an answer is left out.
    form = posted(journey.questions_of(step, visit.situation), visit.situation)
    base_version = read_base_version(request.form.get("basis", ""))
    differing = save(visit.proposal, step.slug, form.values(), base_version, autosave=autosave)
    if not autosave and visit.was_mailed and is_confidential(visit.proposal):
        visit = visit.behind_the_door()  # it closes behind whoever just made it confidential
    return StepForm(visit, step, form, differing)


def _keep_for_later(visit: Visit, situation: Situation) -> Response:
    if not wants_fragment():
        return visit.go_to("drafts.later")
    return pages.later_page(visit, situation, push=visit.address("drafts.later"))


def _saved_elsewhere(sent: StepForm) -> dict[str, str]:
    """Return a message beside each answer that another page saved differently."""
    situation = sent.visit.situation
    other = Situation(sent.differing, situation.check)
    return {
        question.key: saved_elsewhere(in_words(question, other))
        for question in journey.questions_of(sent.step, situation)
        if question.key in sent.differing
    }
