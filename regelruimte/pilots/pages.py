"""The pages of a pilot, the same for both sides: how it stands, a step, the agreement to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Response, request

from regelruimte import clock
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answered, Answers, Situation, label, record
from regelruimte.pilots.agreement import Statement, agreed_by, moment_of
from regelruimte.pilots.status import MANDATES, pilot_status
from regelruimte.pilots.steps import (
    APPLICANT,
    COORDINATOR,
    STEPS,
    PilotStep,
    accepted,
    step_at,
    steps_for,
)
from regelruimte.pilots.take import take
from regelruimte.pilots.told import begun_with, told
from regelruimte.pilots.visit import PilotVisit
from regelruimte.proposals.outcomes import OUTCOMES
from regelruimte.settings import settings
from regelruimte.store.hold import TooLate
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import Context, page, redirect_to

if TYPE_CHECKING:
    from regelruimte.store.models import Pilot

Errors = dict[str, str]


def show(visit: PilotVisit, status: int | None = None, lost: Sequence[Answered] = ()) -> Response:
    """Show how the pilot stands, and the steps that this side can take.

    With status 409 also that a step was not taken, because the pilot changed meanwhile, and what
    was `lost` with it.
    """
    pilot, side = visit.pilot, visit.actor.side
    return page(
        "pilots/pilot",
        title="Een pilot",
        status=status,
        too_late=status == 409,
        lost=lost,
        steps=[(step, step.needs(pilot)) for step in steps_for(pilot, side)],
        history=_history(pilot),
        mandate=label(MANDATES, pilot.mandate),
        outcome=label(OUTCOMES, pilot.outcome),
        accepted={each: accepted(pilot, each) for each in (APPLICANT, COORDINATOR)},
        ended_on=clock.day_of(pilot.ended_at) if pilot.ended_at and pilot.baseline_at else None,
        is_past=pilot.ends_on is not None and pilot.ends_on < clock.today(),
        **_context(visit),
    )


def ask(visit: PilotVisit, slug: str) -> Response:
    """Show what a step asks; one that cannot be taken (any more) leads to the pilot."""
    step = _possible_step(visit, slug)
    if step is None:
        return _to_pilot(visit, slug)
    begun = begun_with(step, visit.proposal, visit.pilot, visit.replies, visit.actor.side)
    return _step_page(visit, step, begun)


def answer(visit: PilotVisit, slug: str) -> Response:
    """Take the step when its answers are right.

    409 with the pilot as it is when it changed since the page was made (`gezien`).
    """
    step = _possible_step(visit, slug)
    if step is None or request.form.get("gezien") != str(visit.pilot.status_version):
        return _too_late(visit, slug)
    form = posted(step.questions)
    values = form.values()
    if errors := form.messages() or step.wrong(values, visit.pilot):
        return _step_page(visit, step, values, errors)
    # "Nee" is a right answer too: it takes no step.
    question, taking = step.only_if
    if question and values[question] != taking:
        return redirect_to(visit.address)
    return _take(visit, step, values)


def _take(visit: PilotVisit, step: PilotStep, values: Answers) -> Response:
    begun_at = visit.pilot.status_version
    try:
        take(visit.proposal, step, values, visit.actor, begun_at, settings())
    except TooLate:
        return _too_late(visit.again(), step.slug)
    return redirect_to(visit.address)


def printable(visit: PilotVisit) -> Response:
    """Show the agreement on one page, to print and to sign if somebody wants that."""
    pilot = visit.pilot
    if not pilot.record.get("agree"):  # not made, or removed after its term
        return redirect_to(visit.address)
    return page("pilots/agreement", title="Afspraken", agreed=agreed_by(pilot), **_context(visit))


def _possible_step(visit: PilotVisit, slug: str) -> PilotStep | None:
    """Return the step at this address if this side can take it, and all it needs is there."""
    step = step_at(slug, visit.pilot, visit.actor.side)
    return None if step is None or step.needs(visit.pilot) else step


def _to_pilot(visit: PilotVisit, slug: str) -> Response:
    if _known(slug) is None:
        raise DeadLink
    return redirect_to(visit.address)


def _too_late(visit: PilotVisit, slug: str) -> Response:
    """Show the pilot as it is now, and what was just typed at a step, to be copied."""
    step = _known(slug)
    if step is None:
        raise DeadLink
    typed = record(step.questions, Situation(posted(step.questions).values()))
    return show(visit, status=409, lost=[entry for entry in typed if entry.text])


def _known(slug: str) -> PilotStep | None:
    return next((step for step in STEPS if step.slug == slug), None)


def _step_page(
    visit: PilotVisit, step: PilotStep, values: Answers, errors: Errors | None = None
) -> Response:
    return page(
        "pilots/step",
        title="Een pilot",
        step=step,
        told=told(step, visit.proposal),
        values=values,
        situation=Situation(values),
        errors=errors,
        **_context(visit),
    )


def _context(visit: PilotVisit) -> Context:
    """Return what all pages of a pilot show."""
    pilot = visit.pilot
    return {
        "proposal": visit.proposal,
        "pilot": pilot,
        "pilot_status": pilot_status(pilot.status),
        "agreement": (pilot.record.get("agree") or [{}])[-1].get("entries", []),
        "side": visit.actor.side,
        "whose": visit.whose,
        "back": visit.back,
    }


def _history(pilot: Pilot) -> list[Context]:
    """Return what was written at each step but the agreement, the oldest first."""
    statements = [
        {**each, "label": _heading(step), "at": moment_of(each), "entries": _answered(each)}
        for step in STEPS
        if step.key != "agree"
        for each in pilot.record.get(step.key, [])
    ]
    return sorted(statements, key=lambda each: each["at"])


def _answered(statement: Statement) -> list[dict[str, str]]:
    return [entry for entry in statement["entries"] if entry["text"]]


def _heading(step: PilotStep) -> str:
    return step.heading or step.slug.replace("-", " ").capitalize()
