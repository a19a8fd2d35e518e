"""Where it stands with a consent that was asked for by a link, in the words of the applicant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from regelruimte.consents.questions import ANSWERS
from regelruimte.fields.question import label


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands: the key, and what the applicant reads."""

    key: str
    label: str


WAITING = Standing("waiting", "Wacht op een antwoord")
TAKEN_BACK = Standing("taken_back", "Antwoord ingetrokken, de link werkt nog")
REVOKED = Standing("revoked", "Door jou ingetrokken")
OVER = Standing("over", "Voorbij")


class Asked(Protocol):
    """The columns of a consent that say how it stands."""

    until: date
    revoked_at: datetime | None
    answer: str
    given_at: datetime | None
    withdrawn_at: datetime | None


def standing(consent: Asked, today: date) -> Standing:
    """Return how it stands on this day; what nobody confirmed by a code is no answer."""
    if consent.given_at:
        return Standing("given", label(ANSWERS, consent.answer))
    if consent.revoked_at:
        return REVOKED
    if consent.until < today:
        return OVER
    return TAKEN_BACK if consent.withdrawn_at else WAITING
