"""The pages of a pilot, the same for both sides: how it stands, a step, the agreement to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for

from regelruimte import clock
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Situation
from regelruimte.pilots.agreement import agreed_by, moment_of, suggested
from regelruimte.pilots.lookup import pilot_of
from regelruimte.pilots.status import MANDATES, OUTCOMES, label, pilot_status
from regelruimte.pilots.steps import (
    APPLICANT,
    COORDINATOR,
    STEPS,
    PilotStep,
    accepted,
    step_at,
    steps_for,
)
from regelruimte.pilots.take import Actor, take
from regelruimte.settings import settings
from regelruimte.store.hold import TooLate
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import page, redirect_to

if TYPE_CHECKING:
    from regelruimte.store.models import Pilot, Proposal

Errors = dict[str, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at the pilot of which proposal, and what in the address says `whose` it is."""

    proposal: Proposal
    actor: Actor
    whose: dict[str, Any]
    back: str

    @property
    def address(self) -> str:
        """Return where the pilot stands: each side has its own endpoints, under the same names."""
        return url_for(".pilot", **self.whose)

    @property
    def pilot(self) -> Pilot:
        """Return the pilot; raise DeadLink when there is none, or not yet."""
        found = pilot_of(self.proposal)
        if found is None:
            raise DeadLink
        return found


def show(visit: Visit, code: int | None = None) -> Response:
    """Show how the pilot stands, and the steps that this side can take."""
    pilot = visit.pilot
    return page(
        "pilots/pilot",
        title="Een pilot",
        status=code,
        too_late=code == 409,
        steps=[(step, step.needs(pilot)) for step in steps_for(pilot, visit.actor.side)],
        told=_told(pilot),
        mandate=label(MANDATES, pilot.mandate),
        outcome=label(OUTCOMES, pilot.outcome),
        accepted={side: accepted(pilot, side) for side in (APPLICANT, COORDINATOR)},
        ended_on=clock.day_of(pilot.ended_at) if pilot.ended_at and pilot.baseline_at else None,
        is_past=pilot.ends_on is not None and pilot.ends_on < clock.today(),
        **_common(visit, pilot),
    )


def ask(visit: Visit, slug: str) -> Response:
    """Show what a step asks; one that cannot be taken (any more) leads to the pilot."""
    pilot = visit.pilot
    step = step_at(slug, pilot, visit.actor.side)
    if step is None or step.needs(pilot):
        return _elsewhere(visit, slug)
    return _step_page(visit, pilot, step, _begun_with(visit.proposal, pilot, step))


def _begun_with(proposal: Proposal, pilot: Pilot, step: PilotStep) -> dict[str, Any]:
    """Return what is filled in beforehand: what was agreed or decided so far."""
    if step.key == "agree":
        return suggested(proposal, pilot)
    return dict(pilot.answers) if step.key == "postpone" else {}


def answer(visit: Visit, slug: str) -> Response:
    """Take the step when its answers are right."""
    pilot = visit.pilot
    step = step_at(slug, pilot, visit.actor.side)
    if step is None or step.needs(pilot) or request.form.get("gezien") != str(pilot.status_version):
        return show(visit, code=409) if _is_step(slug) else _elsewhere(visit, slug)
    form = posted(step.questions)
    values = form.values()
    if errors := form.messages() or step.wrong(values, pilot):
        return _step_page(visit, pilot, step, values, errors)
    key, wanted = step.only_if
    if key and values[key] != wanted:
        return redirect_to(visit.address)
    try:
        take(visit.proposal, step, values, visit.actor, pilot.status_version, settings())
    except TooLate:
        return show(visit, code=409)
    return redirect_to(visit.address)


def printable(visit: Visit) -> Response:
    """Show the agreement on one page, to print and to sign if somebody wants that."""
    pilot = visit.pilot
    if not pilot.record.get("agree"):  # not made, or removed after its term
        return redirect_to(visit.address)
    return page(
        "pilots/agreement", title="Afspraken", agreed=agreed_by(pilot), **_common(visit, pilot)
    )


def _elsewhere(visit: Visit, slug: str) -> Response:
    if not _is_step(slug):
        raise DeadLink
    return redirect_to(visit.address)


def _is_step(slug: str) -> bool:
    return any(step.slug == slug for step in STEPS)


def _step_page(
    visit: Visit,
    pilot: Pilot,
    step: PilotStep,
    values: dict[str, Any],
    errors: Errors | None = None,
) -> Response:
    return page(
        "pilots/step",
        title="Een pilot",
        step=step,
        values=values,
        situation=Situation(values),
        errors=errors,
        **_common(visit, pilot),
    )


def _common(visit: Visit, pilot: Pilot) -> dict[str, Any]:
    return {
        "proposal": visit.proposal,
        "pilot": pilot,
        "pilot_status": pilot_status(pilot.status),
        "agreement": (pilot.record.get("agree") or [{}])[-1].get("entries", []),
        "side": visit.actor.side,
        "whose": visit.whose,
        "back": visit.back,
    }


def _told(pilot: Pilot) -> list[dict[str, Any]]:
    """Return what was written at each step but the agreement, the oldest first."""
    told = [
        {**said, "label": _heading(step), "at": moment_of(said), "entries": _answered(said)}
        for step in STEPS
        if step.key != "agree"
        for said in pilot.record.get(step.key, [])
    ]
    return sorted(told, key=lambda said: said["at"])


def _answered(said: dict[str, Any]) -> list[dict[str, str]]:
    return [entry for entry in said["entries"] if entry["text"]]


def _heading(step: PilotStep) -> str:
    return step.slug.replace("-", " ").capitalize()
