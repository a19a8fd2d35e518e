"""Whether an example may be shared without a name: the applicant can change that at any time."""

from __future__ import annotations

from regelruimte.applicant.record_update import renewed
from regelruimte.fields.question import Situation
from regelruimte.proposals.columns import derived
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import hold
from regelruimte.store.models import Proposal

_KEY = "may_share"


def share(proposal: Proposal, *, may: bool) -> None:
    """Let the example be shared, or not any more, from now on; nothing once it is anonymous."""
    with transaction():
        if not hold(proposal, Proposal.anonymised_at.is_null()):
            return
        # Read anew, now that nobody else writes: a coordinator may have changed the address.
        held = Proposal.select(Proposal.reference, Proposal.answers, Proposal.record)
        now = held.where(Proposal.id == proposal.id).get()
        answers = {**now.answers, _KEY: may}
        record = renewed(now.record, Situation(answers, proposal.check_answers), {_KEY})
        columns = derived(now.reference, answers, record)
        Proposal.update(**columns).where(Proposal.id == proposal.id).execute()
        events.add(proposal, "sharing", "applicant", may=may)
