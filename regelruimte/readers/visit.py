"""One request of a reader: the link that its address is, and what it opens by now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from flask import Response

from regelruimte.readers.lookup import can_read_now, reader_with
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.web.errors import DeadLink
from regelruimte.web.visit import LinkVisit

if TYPE_CHECKING:
    from regelruimte.store.models import Reader

P = ParamSpec("P")
View = Callable[Concatenate["Visit", P], Response]


@dataclass(frozen=True)
class Visit(LinkVisit):
    """What a reader's link opens: the door, or the parts behind it."""

    reader: Reader

    @property
    def is_at_the_door(self) -> bool:
        """Tell whether the link lies in a mailbox, and opens nothing without a code."""
        return self.link.needs_confirmation

    def again(self) -> Visit:
        """Return this visit read anew, after somebody else was first; raises DeadLink."""
        return open_visit(self.token)


def open_visit(token: str) -> Visit:
    """Return the visit that this token opens; raises DeadLink if it opens none by now."""
    config, link = settings(), links.find(links.Purpose.READER, token)
    reader = reader_with(link.proposal, link.recipient) if link else None
    if link is None or reader is None or not can_read_now(reader, config):
        raise DeadLink
    return Visit(token, link, config, reader)


def visiting(view: View[P]) -> Callable[..., Response]:
    """Hand a view the visit of whoever typed the code; a link that is a door leads to the door."""
    return _visiting(view, at_the_door=False)


def visiting_door(view: View[P]) -> Callable[..., Response]:
    """Do the same for a view that stands at the door; who is inside already goes on there."""
    return _visiting(view, at_the_door=True)


def visiting_both(view: View[P]) -> Callable[..., Response]:
    """Do the same for the view where both begin."""
    return _visiting(view, at_the_door=None)


def _visiting(view: View[P], *, at_the_door: bool | None) -> Callable[..., Response]:
    @wraps(view)
    def answer(token: str, *args: P.args, **kwargs: P.kwargs) -> Response:
        visit = open_visit(token)
        if at_the_door not in (None, visit.is_at_the_door):
            return visit.go_to("readers.show")
        return view(visit, *args, **kwargs)

    return answer
