"""Whether an example may be shared without a name: the applicant can change that at any time."""

from __future__ import annotations

from regelruimte.proposals.columns import derived
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import hold
from regelruimte.store.models import Proposal

_KEY = "may_share"


def share(proposal: Proposal, *, may: bool) -> None:
    """Let the example be shared, or not any more, from now on; nothing once it is anonymous."""
    question = next(question for question in QUESTIONS if question.key == _KEY)
    with transaction():
        if not hold(proposal, Proposal.anonymised_at.is_null()):
            return
        # Read anew, now that nobody else writes: a coordinator may have changed the address.
        held = Proposal.select(Proposal.reference, Proposal.answers, Proposal.record)
        now = held.where(Proposal.id == proposal.id).get()
        text = question.kind.display(question, may)
        record = [{**e, "text": text} if e["key"] == _KEY else e for e in now.record]
        columns = derived(now.reference, {**now.answers, _KEY: may}, record)
        Proposal.update(**columns).where(Proposal.id == proposal.id).execute()
        events.add(proposal, "sharing", "applicant", may=may)
