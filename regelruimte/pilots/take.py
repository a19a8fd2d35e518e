"""Taking a step: status, words, event and mails in one transaction; of two at once one wins."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.fields.question import Answers, Situation, record
from regelruimte.mail import kinds
from regelruimte.pilots.lookup import stored_pilot_of
from regelruimte.pilots.mails import tell_applicant, tell_coordinators
from regelruimte.pilots.steps import APPLICANT, PilotStep
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Pilot, Proposal

THE_APPLICANT = "De indiener"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step: the applicant, or a coordinator by name and address."""

    side: str
    name: str = THE_APPLICANT
    email: str = ""


def take(
    proposal: Proposal,
    step: PilotStep,
    values: Answers,
    actor: Actor,
    status_version: int,
    config: Config,
) -> None:
    """Take a step whose answers are right; it was begun at `status_version`.

    Raises TooLate, and changes nothing, when it is not possible any more.
    """
    with transaction():
        pilot = stored_pilot_of(proposal)
        if not _may(pilot, step, actor, status_version) or not _write(pilot, step, values, actor):
            raise TooLate
        who = "applicant" if actor.side == APPLICANT else actor.email
        events.add(proposal, "pilot", who, step=step.key)
        tell_coordinators(
            kinds.PILOT_STEP,
            proposal,
            config,
            but=actor.email,
            who=actor.name,
            told=step.told_of(values),
            headline=step.headline_of(values),
        )
        # Nobody is mailed about a step of one's own; of coordinators the other one is.
        if actor.side != APPLICANT:
            tell_applicant(kinds.PILOT_NEWS, proposal, config)


def _may(pilot: Pilot, step: PilotStep, actor: Actor, status_version: int) -> bool:
    is_now = (
        pilot.status_version == status_version
        and pilot.status == step.since
        and actor.side in step.by
    )
    return is_now and step.possible(pilot, actor.side) and not step.needs(pilot)


def _write(pilot: Pilot, step: PilotStep, values: Answers, actor: Actor) -> bool:
    answered = record(step.questions, Situation(values))
    entries = [{"key": entry.key, "label": entry.label, "text": entry.text} for entry in answered]
    statement = {"by": actor.name, "at": clock.now().isoformat(), "entries": entries}
    changed = Pilot.update(
        status=step.to or pilot.status,
        status_version=Pilot.status_version + 1,
        answers={**pilot.answers, **values},
        record={**pilot.record, step.key: [*pilot.record.get(step.key, []), statement]},
        **step.changes(values, pilot, actor.side),
    ).where(
        Pilot.id == pilot.id,
        Pilot.status_version == pilot.status_version,
        Pilot.status == pilot.status,
    )
    return bool(changed.execute())
