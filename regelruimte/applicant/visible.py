"""What the applicant may see by now: a reply shows only when it can no longer be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar


class GivenReply(Protocol):
    """The columns of a given reply that decide what shows; `previous_status` was before it."""

    kind: str
    visible_at: datetime
    previous_status: str


R = TypeVar("R", bound=GivenReply)


def visible_status(status: str, replies: Sequence[GivenReply], now: datetime) -> str:
    """Return the status to show: that before the first reply that is not visible yet.

    What the applicant did oneself shows at once.
    """
    hidden = [reply for reply in replies if reply.visible_at > now]
    return hidden[0].previous_status if hidden and status != "withdrawn" else status


def visible_replies(replies: Sequence[R], now: datetime) -> list[R]:
    """Return the replies that the applicant may read at `now`, in the order they came in."""
    return [reply for reply in replies if reply.visible_at <= now]
