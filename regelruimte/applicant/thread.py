"""All that was said and done about a proposal, as its applicant may read it by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelruimte.pilots.agreement import THE_APPLICANT, Statement, moment_of
from regelruimte.pilots.by_link import told
from regelruimte.pilots.steps import STEPS
from regelruimte.replies.conversation import Turn, newest_first, reply_turn, said_at_once

if TYPE_CHECKING:
    from regelruimte.applicant.visit import Visit
    from regelruimte.store.models import Pilot


def thread(visit: Visit) -> list[Turn]:
    """Return replies, messages, answers and steps of the pilot, the newest first."""
    replies = [reply_turn(reply, reply.visible_at) for reply in visit.replies]
    steps = _steps(visit.pilot) if visit.pilot else []
    return newest_first([*replies, *said_at_once(visit.messages, visit.history), *steps])


def _steps(pilot: Pilot) -> list[Turn]:
    return [
        Turn(moment_of(statement), _who(statement), told(statement) or step.told)
        for step in STEPS
        for statement in pilot.record.get(step.key, [])
    ]


def _who(statement: Statement) -> str:
    return "" if statement["by"] == THE_APPLICANT else statement["by"]
