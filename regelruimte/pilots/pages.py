"""The pages of a pilot, the same for both sides: how it stands, a step, the agreement to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Response, request

from regelruimte import clock
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answered, Answers, Situation, Value, label, record
from regelruimte.pilots.agreement import Statement, agreed_by, moment_of
from regelruimte.pilots.by_link import noes_by_link, yes_by_link
from regelruimte.pilots.conditions import told as condition_told
from regelruimte.pilots.consent import has_room
from regelruimte.pilots.joint import teams
from regelruimte.pilots.lookup import conditions_of
from regelruimte.pilots.status import MANDATES, ROOMS, explained, pilot_status
from regelruimte.pilots.steps import (
    APPLICANT,
    COORDINATOR,
    STEPS,
    PilotStep,
    accepted,
    next_step,
    step,
    step_at,
    steps_along,
    steps_for,
)
from regelruimte.pilots.take import is_within_limit, take
from regelruimte.pilots.together import Asked, Taken, as_optional
from regelruimte.pilots.told import begun_with, told
from regelruimte.pilots.visit import PilotVisit
from regelruimte.proposals.outcomes import OUTCOMES
from regelruimte.settings import settings
from regelruimte.store.hold import TooLate
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import Context, page, redirect_to
from regelruimte.web.rate_limits import too_much

if TYPE_CHECKING:
    from regelruimte.store.models import Pilot

Errors = dict[str, str]
_SAVED = "opgeslagen"


def show(visit: PilotVisit, status: int | None = None, lost: Sequence[Answered] = ()) -> Response:
    """Show how the pilot stands, what this side has to do now, and the other steps it can take.

    With status 409 also that a step was not taken, because the pilot changed meanwhile, and what
    was `lost` with it.
    """
    pilot, side = visit.pilot, visit.actor.side
    now = next_step(pilot, side)
    return page(
        "pilots/pilot",
        title="Een pilot",
        status=status,
        too_late=status == 409,
        is_saved=status is None and request.args.get("gedaan") == _SAVED,
        lost=lost,
        steps=[(each, each.needs(pilot)) for each in steps_for(pilot, side) if each != now],
        history=_history(pilot),
        outcome=label(OUTCOMES, pilot.outcome),
        accepted={each: accepted(pilot, each) for each in (APPLICANT, COORDINATOR)},
        ended_on=clock.day_of(pilot.ended_at) if pilot.ended_at and pilot.baseline_at else None,
        is_past=pilot.ends_on is not None and pilot.ends_on < clock.today(),
        **(_form(visit, _asked(visit, now)) if now else {"step": None}),
        **_context(visit),
    )


def ask(visit: PilotVisit, slug: str) -> Response:
    """Show what a step asks; one that cannot be taken (any more) leads to the pilot."""
    possible = _possible_step(visit, slug)
    if possible is None:
        return _to_pilot(visit, slug)
    asked = _asked(visit, possible)
    return _step_page(visit, asked, asked.begun)


def answer(visit: PilotVisit, slug: str) -> Response:
    """Take the step, and those along with it, when their answers are right.

    409 with the pilot as it is when it changed since the page was made (`gezien`).
    """
    possible = _possible_step(visit, slug)
    if possible is None or request.form.get("gezien") != str(visit.pilot.status_version):
        return _too_late(visit, slug)
    asked = _asked(visit, possible)
    values = posted(asked.questions).values()
    if errors := asked.wrong(values, visit.pilot):
        return _step_page(visit, asked, values, errors)
    taken = asked.taken(values)
    if taken and not is_within_limit(visit.proposal, visit.actor):
        return too_much()
    return _take(visit, slug, taken)


def _take(visit: PilotVisit, slug: str, taken: list[Taken]) -> Response:
    begun_at = visit.pilot.status_version
    try:
        # "Nee" is a right answer too: it takes no step.
        take(visit.proposal, taken, visit.actor, begun_at, settings())
    except TooLate:
        return _too_late(visit.again(), slug)
    return redirect_to(visit.address_after(_SAVED) if taken else visit.address)


def printable(visit: PilotVisit) -> Response:
    """Show the agreement on one page, to print and to sign if somebody wants that."""
    pilot = visit.pilot
    if not pilot.record.get("agree"):  # not made, or removed after its term
        return redirect_to(visit.address)
    return page("pilots/agreement", title="Afspraken", agreed=agreed_by(pilot), **_context(visit))


def _possible_step(visit: PilotVisit, slug: str) -> PilotStep | None:
    """Return the step at this address if this side can take it, and all it needs is there."""
    found = step_at(slug, visit.pilot, visit.actor.side)
    return None if found is None or found.needs(visit.pilot) else found


def _asked(visit: PilotVisit, asked: PilotStep) -> Asked:
    """Return what the page of this step asks, and what it begins with."""
    pilot, side = visit.pilot, visit.actor.side
    along = steps_along(asked, pilot, side)
    begun: dict[str, Value] = {}
    for each in (asked, *along):
        begun |= begun_with(each, visit.proposal, pilot, visit.replies, side)
    return Asked(asked, tuple(along), begun)


def _to_pilot(visit: PilotVisit, slug: str) -> Response:
    if _known(slug) is None:
        raise DeadLink
    return redirect_to(visit.address)


def _too_late(visit: PilotVisit, slug: str) -> Response:
    """Show the pilot as it is now, and what was just typed at a step, to be copied."""
    known = _known(slug)
    if known is None:
        raise DeadLink
    steps = (known, *map(step, known.along))
    questions = tuple(question for each in steps for question in each.questions)
    typed = record(questions, Situation(posted(questions).values()))
    return show(visit, status=409, lost=[entry for entry in typed if entry.text])


def _known(slug: str) -> PilotStep | None:
    return next((known for known in STEPS if known.slug == slug), None)


def _step_page(
    visit: PilotVisit, asked: Asked, values: Answers, errors: Errors | None = None
) -> Response:
    return page(
        "pilots/step",
        title="Een pilot",
        errors=errors,
        **_form(visit, asked, values),
        **_context(visit),
    )


def _form(visit: PilotVisit, asked: Asked, values: Answers | None = None) -> Context:
    """Return what the form of a step shows: the step, those along with it, and the answers."""
    values = asked.begun if values is None else values
    return {
        "step": asked.step,
        "told": told(asked.step, visit.proposal),
        "along": [
            (each, told(each, visit.proposal), list(map(as_optional, each.questions)))
            for each in asked.along
        ],
        "values": values,
        "situation": Situation(values),
    }


def _context(visit: PilotVisit) -> Context:
    """Return what all pages of a pilot show."""
    pilot = visit.pilot
    return {
        "proposal": visit.proposal,
        "pilot": pilot,
        "pilot_status": pilot_status(pilot.status),
        "explained": explained(pilot_status(pilot.status), pilot.pilot_form),
        "mandate": _mandate(pilot),
        "room": _room(pilot),
        "noes": {key: _noes(pilot, key) for key in ("mandate", "room")},
        "conditions": list(map(condition_told, conditions_of(visit.proposal))),
        "agreement": (pilot.record.get("agree") or [{}])[-1].get("entries", []),
        "teams": teams(pilot),
        "side": visit.actor.side,
        "whose": visit.whose,
        "back": visit.back,
    }


def _mandate(pilot: Pilot) -> str:
    """Return how it stands with the mandate; by which function and when, if given by a link."""
    text, said = label(MANDATES, pilot.mandate), yes_by_link(pilot.record.get("mandate", []))
    return f"{text}: {_signed(said)}" if said else text


def _noes(pilot: Pilot, key: str) -> list[str]:
    """Return who said no by a link to what this step is about, and when."""
    return [_signed(each) for each in noes_by_link(pilot.record.get(key, []))]


def _signed(statement: Statement) -> str:
    return f"{statement['by']}, op {clock.dutch_date(moment_of(statement))}"


def _room(pilot: Pilot) -> str:
    """Return how it stands with the room; where nobody has to be asked, that."""
    needs_none = pilot.room == "unknown" and has_room(pilot)
    return label(ROOMS, "not_needed" if needs_none else pilot.room)


def _history(pilot: Pilot) -> list[Context]:
    """Return what was written at each step but the agreement, the oldest first."""
    statements = [
        {**each, "label": _heading(known), "at": moment_of(each), "entries": _answered(each)}
        for known in STEPS
        if known.key != "agree"
        for each in pilot.record.get(known.key, [])
    ]
    return sorted(statements, key=lambda each: each["at"])


def _answered(statement: Statement) -> list[dict[str, str]]:
    return [entry for entry in statement["entries"] if entry["text"]]


def _heading(known: PilotStep) -> str:
    return known.heading or known.slug.replace("-", " ").capitalize()
