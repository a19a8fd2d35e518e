"""Sending what a coordinator read aloud to somebody without a mail address, who said yes."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.drafts.entry import code_to_repeat
from regelruimte.drafts.entry_questions import is_complete
from regelruimte.drafts.submit import NotReady, submit
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Proposal


def send_by_phone(entry: Proposal, by: Coordinator, config: Config) -> Proposal:
    """Send exactly the text that was read, and note who heard the yes, when, and to which code.

    Raises NotReady when something is missing or there is an address to mail; TooLate when it was
    changed or sent meanwhile.
    """
    with transaction():
        unchanged = Proposal.revision == entry.revision, Proposal.status == "draft"
        if not hold(entry, *unchanged):
            raise TooLate
        if entry.answers.get("email") or not is_complete(entry.situation):
            raise NotReady
        Proposal.update(agreed_by_phone_at=clock.now()).where(Proposal.id == entry.id).execute()
        events.add(entry, "agreed_by_phone", by.email, code=code_to_repeat(entry))
        return submit(entry, config, by=by.email)
