"""Pilots that were approved, as many of each level as a test wants."""

from __future__ import annotations

from collections.abc import Iterable

from tests.people import Applicant, Coordinator

SHAREABLE = {"may_share": True, "confidential": "normal"}


def approve(
    applicant: Applicant, bart: Coordinator, levels: Iterable[str], **answers: object
) -> None:
    """Send a proposal about a rule of each level and approve it; its kind may be told."""
    for level in levels:
        applicant.has_sent(**{**SHAREABLE, "rule_level": level, **answers})
        bart.has_replied(applicant.stored, "approved")
