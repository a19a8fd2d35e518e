"""The pages on which a coordinator enters a proposal for somebody else, and waits for the yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.exceptions import NotFound

from regelruimte.check.criteria import CRITERIA
from regelruimte.drafts import journey
from regelruimte.drafts.access_code import code_of
from regelruimte.drafts.entry import MAILED, OPENED, code_to_repeat, entry_with, moments
from regelruimte.drafts.entry_questions import (
    ENTRY_STEPS,
    REPEATED_CODE,
    SAID_YES,
    WIPE_IT,
    entry_questions,
    is_complete,
)
from regelruimte.fields.question import Situation, record
from regelruimte.web.page import page

if TYPE_CHECKING:
    from datetime import datetime

    from regelruimte.config import Config, Coordinator
    from regelruimte.store.models import Proposal

Messages = Mapping[str, str]


@dataclass(frozen=True)
class EntryVisit:
    """What somebody entered, as it stood when the request came in, and who looks at it."""

    entry: Proposal
    coordinator: Coordinator
    config: Config

    @cached_property
    def moments(self) -> dict[str, datetime]:
        """Return when the link was mailed last, and opened, by the kind of event."""
        return moments(self.entry)

    @property
    def opened_at(self) -> datetime | None:
        """Return when its owner opened it: from then on nobody else changes or reads it."""
        return self.moments.get(OPENED)

    def again(self) -> EntryVisit:
        """Return this visit read anew, after somebody else was first; raises NotFound."""
        entry = entry_with(self.entry.uid)
        if entry is None:
            raise NotFound
        return EntryVisit(entry, self.coordinator, self.config)


def form(
    entry: Proposal | None,
    situation: Situation,
    errors: Messages | None = None,
    *,
    too_late: bool = False,
) -> Response:
    """Answer with all questions on one page; 409 when what was typed came too late to be stored."""
    return page(
        "workspace/entry_form",
        title="Een voorstel invoeren",
        status=409 if too_late else None,
        entry=entry,
        criteria=CRITERIA,
        parts=[(step, entry_questions(situation, step)) for step in ENTRY_STEPS],
        situation=situation,
        errors=errors,
        too_late=too_late,
    )


def entry(
    visit: EntryVisit,
    values: Mapping[str, str] | None = None,
    errors: Messages | None = None,
    *,
    changed: bool = False,
) -> Response:
    """Answer with what was entered and what has to be done before it is sent.

    409 when it `changed` since the page was made.
    """
    stored, situation = visit.entry, visit.entry.situation
    return page(
        "workspace/entry",
        title="Een ingevoerd voorstel",
        status=409 if changed else None,
        entry=stored,
        opened_at=visit.opened_at,
        mailed_at=visit.moments.get(MAILED),
        is_complete=is_complete(situation),
        email=journey.known_email(situation),
        written=record(journey.to_send(situation), situation),
        check=record(CRITERIA, Situation(situation.check)),
        draft_code=code_of(stored),
        code=code_to_repeat(stored),
        code_question=REPEATED_CODE,
        yes_question=SAID_YES,
        wipe_question=WIPE_IT,
        values=values or {},
        errors=errors,
        changed=changed,
    )
