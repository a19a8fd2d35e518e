"""Bringing approved samples through the steps of a pilot, as both sides would."""

from __future__ import annotations

from datetime import timedelta

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.fields.question import Answers, Value
from regelruimte.pilots.agreement import suggested
from regelruimte.pilots.lookup import stored_pilot_of
from regelruimte.pilots.steps import APPLICANT, COORDINATOR, step
from regelruimte.pilots.take import Actor, take
from regelruimte.replies.queries import given_replies
from regelruimte.store.models import Pilot, Proposal

_TO_RUNNING = ("agree", "accept", "baseline", "start")
_TO_CLOSED = (*_TO_RUNNING, "check", "end", "measure", "hand_in", "outcome")

# Which steps bring a pilot into a status.
STEPS_TO: dict[str, tuple[str, ...]] = {
    "preparing": ("agree",),
    "not_started": ("agree", "not_start"),
    "running": (*_TO_RUNNING, "check"),
    "stopped": (*_TO_RUNNING, "stop"),
    "evaluating": (*_TO_RUNNING, "check", "end"),
    "awaiting_outcome": (*_TO_RUNNING, "end", "measure", "hand_in"),
    "closed": _TO_CLOSED,
}
_APPLICANTS = {"accept", "baseline", "check", "measure", "stop"}


def bring_to(status: str, proposal: Proposal, config: Config, **answers: Value) -> None:
    """Take the steps that lead to this status, a month apart as far as the calendar allows.

    `answers` of this pilot stand in the place of the usual ones.
    """
    day = timedelta()
    if proposal.check_answers.get("mandate") != "yes" and status != "preparing":
        _take("mandate", {"mandate": "obtained", "mandate_note": ""}, proposal, config)
    steps = STEPS_TO[status]
    if stored_pilot_of(proposal).needs_room and "start" in steps:
        _take("room", answers, proposal, config)
    for name in steps:
        with clock.moved(day):
            _take(name, answers, proposal, config)
        day = min(day + timedelta(days=14), timedelta(days=170))


def _take(name: str, answers: Answers, proposal: Proposal, config: Config) -> None:
    pilot_step = step(name)
    pilot = stored_pilot_of(proposal)
    suggestion = suggested(proposal, pilot, given_replies(proposal))
    known = {**suggestion, **_USUAL, **_due(), **_form(pilot, suggestion), **answers}
    values = {question.key: known.get(question.key, "") for question in pilot_step.questions}
    coordinator = config.coordinators[0]
    actor = Actor(COORDINATOR, coordinator.name, coordinator.email)
    if name in _APPLICANTS:
        actor = Actor(APPLICANT)
    take(proposal, [(pilot_step, values)], actor, pilot.status_version, config)


def _form(pilot: Pilot, suggestion: Answers) -> dict[str, Value]:
    """Return the form of a pilot that may start: a European rule is never let go of."""
    return {"agreed_form": "doe_tank" if pilot.is_european else suggestion["agreed_form"]}


def _due() -> dict[str, str]:
    today = clock.today()
    return {
        "outcome_due": (today + timedelta(days=60)).isoformat(),
        "room_on": today.isoformat(),
    }


_USUAL: Answers = {
    "accept_it": "yes",
    "mandate": "present",
    "room": "given",
    "room_by": "De directeur van het vakdepartement",
    "room_basis": "Artikel 12 van de regel zelf",
    "baseline_hours": 30,
    "baseline_text": "Twee weken bijgehouden in een lijstje.",
    "start_it": "yes",
    "not_start_reason": "De indiener kreeg een andere baan en niemand nam het over.",
    "check_going": "well",
    "check_text": "Het wennen duurde een week. Daarna scheelde het meteen tijd.",
    "end_it": "yes",
    "end_hours": 8,
    "end_text": "Minder uren, en geen klachten.",
    "rule_owner": "De directie",
    "outcome": "adapted",
    "outcome_text": "De regel is aangepast aan hoe we het in de pilot deden.",
    "stop_reason": "De pilot leverde te veel vragen op.",
}
