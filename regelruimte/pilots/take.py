"""Taking steps: status, words, event and mails in one transaction; of two at once one wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.fields.question import Answers, Situation, record
from regelruimte.limits import count
from regelruimte.limits.count import Limit
from regelruimte.mail import kinds
from regelruimte.pilots.agreement import THE_APPLICANT
from regelruimte.pilots.lookup import stored_pilot_of
from regelruimte.pilots.mails import tell_applicant, tell_coordinators, tell_of_same_rule
from regelruimte.pilots.steps import APPLICANT, SOON, TODAY, PilotStep
from regelruimte.pilots.together import Taken
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Pilot, Proposal

_OF_APPLICANT = Limit("steps of an applicant", an_hour=20, a_day=60)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step: the applicant, or a coordinator by name and address."""

    side: str
    name: str = THE_APPLICANT
    email: str = ""


def is_within_limit(proposal: Proposal, actor: Actor) -> bool:
    """Count steps that are about to be taken behind a link; tell whether it is not one too many.

    Some can be taken again and again, and each stays and is mailed to every coordinator.
    """
    return actor.side != APPLICANT or count.take((_OF_APPLICANT, proposal.uid))


def take(
    proposal: Proposal, taken: Sequence[Taken], actor: Actor, status_version: int, config: Config
) -> None:
    """Take steps whose answers are right, one after the other; begun at `status_version`.

    The other side is mailed; nobody is about a step of one's own, nor of one's colleague, which
    stands in the weekly mail. What an applicant may read today goes with the rest of the day.
    Raises TooLate, and changes nothing, when one of them is not possible any more.
    """
    if not taken:
        return
    with transaction():
        tells = {
            _take(proposal, each, actor, status_version + number)
            for number, each in enumerate(taken)
        }
        if actor.side == APPLICANT:
            told = _in_one_sentence([step.told_of(values) for step, values in taken])
            headline = taken[0][0].headline_of(taken[0][1])
            tell_coordinators(
                kinds.PILOT_STEP, proposal, config, who=actor.name, told=told, headline=headline
            )
        elif SOON in tells:
            tell_applicant(proposal, config)
        if any(step.to == "closed" for step, _ in taken):
            tell_of_same_rule(proposal, config)


def _take(proposal: Proposal, taken: Taken, actor: Actor, status_version: int) -> str:
    """Take one step, or raise TooLate; return when the applicant hears of a coordinator's."""
    step, values = taken
    pilot = stored_pilot_of(proposal)
    tells = step.tells(pilot)
    if not _may(pilot, step, actor, status_version) or not _write(pilot, step, values, actor):
        raise TooLate
    who = "applicant" if actor.side == APPLICANT else actor.email
    events.add(proposal, "pilot", who, step=step.key)
    return tells


def _in_one_sentence(told: Sequence[str]) -> str:
    return " en ".join(filter(None, (", ".join(told[:-1]), told[-1])))


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
        news_since=_news_since(pilot, step, actor),
        **step.changes(values, pilot, actor.side),
    ).where(
        Pilot.id == pilot.id,
        Pilot.status_version == pilot.status_version,
        Pilot.status == pilot.status,
    )
    return bool(changed.execute())


def _news_since(pilot: Pilot, step: PilotStep, actor: Actor) -> datetime | None:
    """Return since when something waits to be mailed to the applicant with the rest of the day."""
    tells = step.tells(pilot)
    if actor.side == APPLICANT or tells == SOON:
        return None
    waits: datetime | None = pilot.news_since
    return waits or (clock.now() if tells == TODAY else None)
