"""Reading citations again: what was stored before a rule could be told by today's reading."""

from __future__ import annotations

from regelruimte.proposals.citation import READING
from regelruimte.proposals.columns import cited, write
from regelruimte.store.for_each import for_each
from regelruimte.store.models import Proposal

_AT_ONCE = 2_000  # proposals in one hour's turn; each is a transaction of its own


def reread_citations() -> int:
    """Read the oldest sent proposals that an earlier reading was made of; return how many.

    What somebody changes meanwhile is read by that change.
    """
    stale = (Proposal.rule_reading < READING) & Proposal.reference.is_null(False)
    columns = (Proposal.id, Proposal.revision, Proposal.answers)
    found = Proposal.select(*columns).where(stale).order_by(Proposal.id).limit(_AT_ONCE)
    return for_each(list(found), _reread)


def _reread(proposal: Proposal) -> bool:
    return write(proposal, cited(proposal.answers))
