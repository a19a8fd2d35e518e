"""A proposal, Bart who wants to close it, and Rense who is asked."""

from __future__ import annotations

import pytest

from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator

REASON = {"reason": "too_broad", "sentence": "Kanariegeel is te breed."}


@pytest.fixture
def sent(applicant: Applicant) -> Proposal:
    """A proposal that waits for a reply."""
    return applicant.has_sent()


@pytest.fixture
def asked(sent: Proposal, bart: Coordinator) -> Proposal:
    """A proposal that Bart wants to close, and for which Rense is asked."""
    bart.has_replied(sent, "declined", **REASON)
    return sent
