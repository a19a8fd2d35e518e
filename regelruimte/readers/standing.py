"""Where it stands with somebody who may read along, in words for both who look at that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands: the key, what a coordinator reads, and what the applicant reads."""

    key: str
    label: str
    told_applicant: str


ASKED = Standing("asked", "Wacht op het antwoord van de indiener", "Wacht op jouw antwoord")
READING = Standing("reading", "Mag meelezen", "Mag meelezen")
REFUSED = Standing("refused", "De indiener wil het niet", "Je koos: nee")
REVOKED = Standing("revoked", "Ingetrokken", "Ingetrokken")
OVER = Standing("over", "Voorbij", "Voorbij")


class MayRead(Protocol):
    """The columns of a reader that say how it stands."""

    until: date
    allowed_at: datetime | None
    refused_at: datetime | None
    revoked_at: datetime | None


def standing(reader: MayRead, today: date) -> Standing:
    """Return how it stands on this day; what somebody ended stays ended."""
    if reader.refused_at:
        return REFUSED
    if reader.revoked_at:
        return REVOKED
    if reader.until < today:
        return OVER
    return READING if reader.allowed_at else ASKED
