"""One request to a pilot: who looks at it, from which side, and at what address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import url_for

from regelruimte.pilots.lookup import pilot_of
from regelruimte.replies.queries import given_replies
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import Context

if TYPE_CHECKING:
    from regelruimte.pilots.take import Actor
    from regelruimte.store.models import Pilot, Proposal, Reply


@dataclass(frozen=True, slots=True)
class PilotVisit:
    """The pilot with its proposal and the replies given, loaded once, and who looks at it.

    `whose` is what its addresses hold on this side, `back` the path of the proposal.
    """

    proposal: Proposal
    pilot: Pilot
    replies: Sequence[Reply]
    actor: Actor
    whose: Context
    back: str

    @property
    def address(self) -> str:
        """The path of the pilot: each side has its own endpoints, under the same names."""
        return url_for(".pilot", **self.whose)

    def address_after(self, done: str) -> str:
        """Return that path for whoever just did something, so that the page tells it."""
        return url_for(".pilot", **self.whose, gedaan=done)

    def again(self) -> PilotVisit:
        """Return this visit with the pilot as it is stored by now; raises DeadLink without one."""
        return replace(self, pilot=_pilot(self.proposal, self.replies))


def open_pilot(
    proposal: Proposal,
    actor: Actor,
    whose: Context,
    back: str,
    replies: Sequence[Reply] | None = None,
) -> PilotVisit:
    """Return the visit to the pilot of this proposal; raises DeadLink when there is none yet.

    `whose` and `back` are as in PilotVisit; `replies` are those that were
    given, from whoever has them loaded already.
    """
    replies = given_replies(proposal) if replies is None else replies
    pilot = _pilot(proposal, replies)
    return PilotVisit(proposal, pilot, replies, actor, whose, back)


def _pilot(proposal: Proposal, replies: Sequence[Reply]) -> Pilot:
    pilot = pilot_of(proposal, replies)
    if pilot is None:
        raise DeadLink
    return pilot
