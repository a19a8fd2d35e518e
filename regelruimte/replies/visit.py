"""A coordinator's visit by a mailed link: whom it lets in, to which proposal, all read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from regelruimte.replies import queries
from regelruimte.replies.changes import Change, changes_in
from regelruimte.replies.conversation import Turn, conversation
from regelruimte.replies.given import WithReplies
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.web.errors import DeadLink
from regelruimte.web.visit import LinkVisit

if TYPE_CHECKING:
    from flask import Response

    from regelruimte.config import Coordinator
    from regelruimte.store.models import Event, Reply

P = ParamSpec("P")


@dataclass(frozen=True)
class Visit(LinkVisit, WithReplies):
    """What a coordinator's link opens, as it stood when the request came in."""

    coordinator: Coordinator

    @cached_property
    def own_replies(self) -> list[Reply]:
        """Return what was written with this link, given or not, the oldest first."""
        return queries.written_with(self.link)

    @property
    def prepared(self) -> Reply | None:
        """Return the reply that waits for its confirmation."""
        return queries.last_prepared(self.own_replies)

    @cached_property
    def changes(self) -> list[Change]:
        """Return what the applicant changed since the mail with this link was written."""
        return changes_in(self.history, self.link.revision)

    @property
    def turns(self) -> list[Turn]:
        """Return the conversation without the answers that stand among the changes already."""
        told = [event for event in self.history if not self._is_news(event)]
        return conversation(self.given_replies, self.messages, told)

    def _is_news(self, event: Event) -> bool:
        return bool(event.data.get("revision", 0) > self.link.revision)

    @cached_property
    def undone(self) -> Reply | None:
        """Return the last reply of this coordinator that was undone; its text is not lost."""
        return queries.last_undone(self.proposal, self.coordinator.email)

    def again(self) -> Visit:
        """Return this visit read anew, after somebody else was first; raises DeadLink."""
        return open_visit(self.token)


def open_visit(token: str) -> Visit:
    """Return the visit that this token opens; raises DeadLink if it opens none.

    Somebody who is no longer a coordinator has no working link any more.
    """
    config = settings()
    link = links.find(links.Purpose.COORDINATOR, token)
    coordinators = {person.email: person for person in config.coordinators}
    if link is None or link.recipient not in coordinators or link.proposal.status == "draft":
        raise DeadLink
    return Visit(token, link, config, coordinators[link.recipient])


def visiting(view: Callable[Concatenate[Visit, P], Response]) -> Callable[..., Response]:
    """Call a view with the visit that the `token` of its address opens; raises DeadLink."""

    @wraps(view)
    def answer(token: str, *args: P.args, **kwargs: P.kwargs) -> Response:
        return view(open_visit(token), *args, **kwargs)

    return answer
