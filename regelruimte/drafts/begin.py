"""Beginning a draft, and changing the check that it began from."""

from __future__ import annotations

from collections.abc import Mapping

from regelruimte.drafts.save import change
from regelruimte.proposals.columns import from_check
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal

# Not whether it is confidential or may be shared: that is asked for each proposal anew.
_OWN_DETAILS = {"name", "email", "phone", "organisation", "job_title"}


def begin(
    check: Mapping[str, str], own_details: Mapping[str, object] | None = None
) -> tuple[Proposal, str]:
    """Store an empty draft that knows its check; return it with the token of its address."""
    with transaction():
        proposal = Proposal.create(answers=dict(own_details or {}), **from_check(check))
        events.add(proposal, "begun", "applicant")
        return proposal, links.make(links.Purpose.DRAFT, proposal)


def begin_again(earlier: Proposal) -> str:
    """Begin another draft with the details and the check of an earlier one; return its token."""
    own = {q.key: earlier.answers.get(q.key) for q in QUESTIONS if q.key in _OWN_DETAILS}
    return begin(earlier.check_answers, own)[1]


def change_check(proposal: Proposal, check: Mapping[str, str]) -> None:
    """Keep the changed answers of the check; only a draft's check can change."""
    # A step may be saved in another window at this moment: then it is looked at anew.
    while proposal.status == "draft" and proposal.check_answers != dict(check):
        if change(proposal, **from_check(check)):
            return
