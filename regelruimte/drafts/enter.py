"""Entering a proposal for somebody else: a draft that only that somebody can have sent."""

from __future__ import annotations

from collections.abc import Mapping

from regelruimte.config import Coordinator
from regelruimte.drafts.entry import was_opened
from regelruimte.drafts.save import as_stored, change
from regelruimte.fields.question import Value
from regelruimte.mail import outbox
from regelruimte.proposals.columns import from_check
from regelruimte.proposals.title import title_of
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Proposal


def enter(check: Mapping[str, str], answers: Mapping[str, Value], by: Coordinator) -> Proposal:
    """Store what a coordinator typed, right or not; no link opens it yet."""
    with transaction():
        entry = Proposal.create(
            entered_by=by.email, handler=by.email, **_columns(answers), **from_check(check)
        )
        events.add(entry, "entered", by.email)
        return entry


def change_entry(
    entry: Proposal,
    check: Mapping[str, str],
    answers: Mapping[str, Value],
    seen: int,
    by: Coordinator,
) -> None:
    """Store other answers in the place of the revision `seen`; a link to it must be mailed anew.

    Raises TooLate when somebody changed or sent it since, or its owner opened it.
    """
    with transaction():
        if not hold(entry, Proposal.revision == seen) or was_opened(entry):
            raise TooLate
        if not change(entry, **_columns(answers), **from_check(check)):
            raise TooLate
        links.revoke_draft(entry)
        outbox.cancel(entry)
        events.add(entry, "entry_changed", by.email)


def _columns(answers: Mapping[str, Value]) -> dict[str, object]:
    stored = as_stored(answers)
    # Where somebody works is read in the inbox, as of what was sent.
    organisation = stored.get("organisation") or ""
    return {"answers": stored, "title": title_of(answers), "organisation": organisation}
