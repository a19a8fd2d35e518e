"""Joint pilots: several pilots with one agreement, each with its own consents, count and end."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from regelruimte.config import Config
from regelruimte.fields.question import Answers
from regelruimte.pilots.lookup import pilot_of, stored_pilot_of
from regelruimte.pilots.status import pilot_status
from regelruimte.pilots.steps import Columns, PilotStep, State, step
from regelruimte.pilots.take import Actor, take
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Event, Pilot, Proposal

FEWEST = 3  # teams of whom together a count may be told
_INTRODUCED = "introduction"
_LEFT = ("stopped", "not_started")


def members(joint: str) -> list[Pilot]:
    """Return the pilots of this joint pilot, their proposals loaded; of no name none."""
    if not joint:
        return []
    pilots = Pilot.select(Pilot, Proposal).join(Proposal).where(Pilot.joint == joint)
    return list(pilots.order_by(Pilot.id))


def joint_pilots(proposals: Iterable[Proposal]) -> list[Pilot]:
    """Return the pilots of these proposals that have an agreement together with others."""
    theirs = Pilot.proposal.in_([proposal.id for proposal in proposals])
    return list(Pilot.whole(theirs, Pilot.joint != ""))


def has_left(pilot: Pilot) -> bool:
    """Tell whether this team does not take part any more; the others go on."""
    return pilot.status in _LEFT


def teams(pilot: Pilot) -> int:
    """Return how many teams take part, the own one among them; 0 where a pilot is by itself."""
    return sum(not has_left(each) for each in members(pilot.joint))


def seen(pilots: Iterable[Pilot]) -> str:
    """Return what a page of these pilots was made from, to be sent back with what is typed."""
    return "-".join(f"{pilot.id}.{pilot.status_version}" for pilot in pilots)


def in_the_way(proposals: Sequence[Proposal]) -> list[str]:
    """Return why these proposals may not have one joint pilot, in words.

    Nobody learns of another by it: each was introduced to somebody before.
    """
    found = [] if len(proposals) > 1 else ["Kies minstens twee voorstellen."]
    introduced = _introduced(proposals)
    for proposal in proposals:
        if not _is_free(pilot_of(proposal)):
            found.append(f"{proposal.reference} heeft geen pilot in voorbereiding.")
        elif proposal.id not in introduced:
            found.append(f"Breng de indiener van {proposal.reference} eerst in contact.")
    return found


def put_together(proposals: Sequence[Proposal], by: Actor) -> str:
    """Make one joint pilot of these, and return its name; raises TooLate when that cannot be."""
    with transaction():
        ordered = sorted(proposals, key=lambda proposal: proposal.id)
        held = [proposal for proposal in ordered if hold(proposal)]
        now = [Proposal.get_by_id(proposal.id) for proposal in held]
        if len(now) < len(proposals) or in_the_way(now):
            raise TooLate
        name = uuid.uuid4().hex
        for proposal in now:
            _join(stored_pilot_of(proposal), name)
            events.add(proposal, "pilot_joint", by.email)
    return name


def _join(pilot: Pilot, name: str) -> None:
    still = Pilot.id == pilot.id, Pilot.status == "preparing", Pilot.joint == ""
    together = {"joint": name, "status_version": Pilot.status_version + 1}
    if not Pilot.update(**together).where(*still).execute():
        raise TooLate


def wrong(pilots: Iterable[Pilot], answers: Answers) -> dict[str, str]:
    """Return what is not right of an agreement for one of those that it is written for."""
    found: dict[str, str] = {}
    for pilot in _preparing(pilots):
        found |= step("agree").wrong(answers, pilot)
    return found


def agree_together(
    joint: str, answers: Answers, page_of: str, actor: Actor, config: Config
) -> None:
    """Write one agreement for all that have yet to start, under one number; each is asked to agree.

    Raises TooLate, and writes nothing, when one of the pilots changed since the page was made.
    """
    with transaction():
        pilots = members(joint)
        if seen(pilots) != page_of:
            raise TooLate
        version = max(pilot.agreement for pilot in pilots) + 1
        for pilot in _preparing(pilots):
            taken = [(_agreeing(version), answers)]
            take(pilot.proposal, taken, actor, pilot.status_version, config)


def leave(pilot: Pilot, by: Actor) -> None:
    """Let one that has yet to start be a pilot by itself; raises TooLate when it started."""
    with transaction():
        which = Pilot.id == pilot.id, Pilot.status == "preparing", Pilot.joint == pilot.joint
        alone = {"joint": "", "status_version": Pilot.status_version + 1}
        if not Pilot.update(**alone).where(*which).execute():
            raise TooLate
        events.add(pilot.proposal, "pilot_alone", by.email)


def _agreeing(version: int) -> PilotStep:
    """Return the step that writes an agreement, for a joint pilot and under this number."""
    alone = step("agree")

    def changes(answers: Answers, pilot: State, side: str) -> Columns:
        numbered = {"agreement": version, f"{side}_accepted": version}
        return alone.changes(answers, pilot, side) | numbered

    return replace(alone, possible=lambda pilot, _: bool(pilot.joint), changes=changes)


def _preparing(pilots: Iterable[Pilot]) -> list[Pilot]:
    return [pilot for pilot in pilots if pilot.status == "preparing"]


def _is_free(pilot: Pilot | None) -> bool:
    return pilot is not None and pilot.status == "preparing" and not pilot.joint


def _introduced(proposals: Iterable[Proposal]) -> set[int]:
    numbers = [proposal.id for proposal in proposals]
    told = Event.proposal.in_(numbers), Event.kind == _INTRODUCED
    return {event.__data__["proposal"] for event in Event.select(Event.proposal).where(*told)}


def hours_together(pilots: Sequence[Pilot]) -> tuple[int, int] | None:
    """Return the hours a month before and after of all that counted both.

    None of fewer than three teams: together they would tell of one.
    """
    counted = [each for each in pilots if each.baseline_at and each.measured_at]
    if len(counted) < FEWEST:
        return None
    before = sum(each.baseline_hours or 0 for each in counted)
    return before, sum(each.end_hours or 0 for each in counted)


def standing(pilot: Pilot) -> str:
    """Return how one of them stands, in words."""
    return pilot_status(pilot.status).label
