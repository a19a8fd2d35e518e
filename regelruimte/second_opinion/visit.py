"""One request of a second: the link that its address is, and the reply that it opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from flask import Response

from regelruimte.replies.changes import Change, changes_since
from regelruimte.replies.queries import is_waiting, reply_with
from regelruimte.second_opinion.outcome import outcome
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.web.errors import DeadLink
from regelruimte.web.visit import LinkVisit

if TYPE_CHECKING:
    from regelruimte.config import Coordinator
    from regelruimte.store.models import Reply

P = ParamSpec("P")
View = Callable[Concatenate["Visit", P], Response]


@dataclass(frozen=True)
class Visit(LinkVisit):
    """What a second's link opens: the reply of another coordinator, and its proposal."""

    coordinator: Coordinator
    reply: Reply

    @property
    def is_waiting(self) -> bool:
        """Tell whether the reply still waits for a second."""
        return is_waiting(self.reply, self.proposal)

    @property
    def outcome(self) -> str:
        """Return what came of it, in words; "" as long as it waits."""
        return "" if self.is_waiting else outcome(self.reply, self.config)

    @property
    def seen(self) -> str:
        """Return what somebody who looks now has seen: this reply, to this text."""
        return f"{self.reply.etag} {self.proposal.etag}"

    @cached_property
    def changes(self) -> list[Change]:
        """Return what the applicant changed since the reply was written."""
        return changes_since(self.proposal, self.link.revision)

    def again(self) -> Visit:
        """Return this visit read anew, after somebody else was first; raises DeadLink."""
        return open_visit(self.token)


def open_visit(token: str) -> Visit:
    """Return the visit that this token opens; raises DeadLink if it opens none.

    Somebody who is no longer a coordinator has no working link any more.
    """
    config, link = settings(), links.find(links.Purpose.SECOND, token)
    coordinators = {person.email: person for person in config.coordinators}
    if link is None or link.recipient not in coordinators:
        raise DeadLink
    reply = reply_with(link.about, link.proposal)
    if reply is None:
        raise DeadLink
    return Visit(token, link, config, coordinators[link.recipient], reply)


def visiting(view: View[P]) -> Callable[..., Response]:
    """Call a view with the visit that the `token` of its address opens; raises DeadLink."""

    @wraps(view)
    def answer(token: str, *args: P.args, **kwargs: P.kwargs) -> Response:
        return view(open_visit(token), *args, **kwargs)

    return answer
