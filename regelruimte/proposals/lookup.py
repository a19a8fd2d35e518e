"""The proposal that an address of the workspace names."""

from __future__ import annotations

from regelruimte.store.models import Proposal
from regelruimte.store.reference import normalised


def by_reference(reference: str) -> Proposal | None:
    """Return the proposal with this reference, however it was typed.

    Of a draft, and of what was made anonymous, none.
    """
    is_it = Proposal.reference == normalised(reference)
    return Proposal.get_or_none(is_it, Proposal.anonymised_at.is_null())
