"""A fresh link for whoever just proved to be the applicant: to the own page, or to the draft."""

from __future__ import annotations

from datetime import timedelta

from regelruimte.config import Config
from regelruimte.store import links
from regelruimte.store.models import Proposal

_CONFIDENTIAL_LASTS = timedelta(hours=24)  # longer than the longest lunch break


def own_address(draft: Proposal) -> str:
    """Return the token of a new address of the draft, without a door, that soon opens nothing."""
    return links.make(
        links.Purpose.DRAFT,
        draft,
        recipient=links.BEHIND_MAILED,
        lasts=_CONFIDENTIAL_LASTS,
    )


def new_own_page(proposal: Proposal, config: Config) -> str:
    """Return the token of a new link that opens the applicant's page at once.

    For a confidential proposal it is short-lived: an address that stays behind in a browser's
    history soon opens nothing.
    """
    lasts = timedelta(days=config.terms.applicant_link_days)
    return links.make(
        links.Purpose.APPLICANT,
        proposal,
        recipient=proposal.answers["email"],
        lasts=_CONFIDENTIAL_LASTS if proposal.confidential else lasts,
    )
