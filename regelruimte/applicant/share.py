"""Whether an example may be shared without a name: the applicant can change that at any time."""

from __future__ import annotations

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
        now = Proposal.get_by_id(proposal.id)
        text = question.kind.display(question, may)
        told = [{**entry, "text": text} if entry["key"] == _KEY else entry for entry in now.record]
        Proposal.update(answers={**now.answers, _KEY: may}, record=told).where(
            Proposal.id == now.id
        ).execute()
        events.add(now, "sharing", "applicant", may=may)
