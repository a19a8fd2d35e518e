"""What waits for whom, the most urgent first, as data: add a reason to wait here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regelruimte import clock
from regelruimte.store.models import Proposal
from regelruimte.workspace.filters import is_late
from regelruimte.workspace.listing import LIGHT

_MOST = 10


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something waits, and in whose hands it is; `narrow` is the list that shows them all."""

    key: str
    label: str
    advice: str
    query: Callable[[], Any]
    narrow: str = ""
    for_us: bool = True


def _where(*conditions: Any) -> Any:
    return Proposal.select().where(*conditions).order_by(Proposal.reply_due, Proposal.id)


REASONS: tuple[Reason, ...] = (
    Reason(
        "late",
        "Te laat",
        "De indiener kreeg al een excuus. Reageer vandaag.",
        lambda: _where(is_late()),
        "te-laat=ja",
    ),
    Reason(
        "denied",
        "Verkeerd adres",
        "Wie de mail kreeg, zegt de indiener niet te zijn. Bel de indiener.",
        lambda: _where(
            Proposal.email_denied_at.is_null(False),
            Proposal.status.in_(("submitted", "in_conversation", "info_requested")),
        ),
    ),
    Reason(
        "new",
        "Wacht op een reactie",
        "Reageer voor de genoemde dag.",
        lambda: _where(Proposal.status == "submitted", Proposal.reply_due >= clock.today()),
        "status=submitted",
    ),
    Reason(
        "talking",
        "In gesprek",
        "Is het gesprek geweest? Geef dan de uitkomst door als reactie.",
        lambda: _where(Proposal.status == "in_conversation"),
        "status=in_conversation",
    ),
    Reason(
        "asked",
        "Wacht op een aanvulling",
        "De indiener krijgt vanzelf een herinnering.",
        lambda: _where(Proposal.status == "info_requested"),
        "status=info_requested",
        for_us=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one reason: the most urgent rows, and whether there are more."""

    reason: Reason
    rows: list[Proposal]
    has_more: bool


def waiting() -> list[Waiting]:
    """Return what waits, without the reasons that nothing waits for."""
    found = (_waiting(reason) for reason in REASONS)
    return [each for each in found if each.rows]


def _waiting(reason: Reason) -> Waiting:
    rows = list(reason.query().select(*LIGHT).limit(_MOST + 1))
    return Waiting(reason, rows[:_MOST], len(rows) > _MOST)
