"""One request to a draft: the link that its address is, and what that opens by now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from flask import Response

from regelruimte.drafts.access_code import has_door
from regelruimte.proposals.owner_links import own_address
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.store.models import Link
from regelruimte.web.errors import DeadLink
from regelruimte.web.visit import LinkVisit

if TYPE_CHECKING:
    from regelruimte.fields.question import Situation
    from regelruimte.store.models import Proposal

P = ParamSpec("P")
View = Callable[Concatenate["Visit", P], Response]
TokenView = Callable[..., Response]  # Flask hands it what is in the address, by name


class Stage(StrEnum):
    """What a link of a draft opens now; the value is the endpoint where that begins."""

    WHOSE = "drafts.whose"
    DOOR = "drafts.door"
    WRITING = "drafts.resume"
    SENT = "drafts.sent"


@dataclass(frozen=True)
class Visit(LinkVisit):
    """What the link of a draft opens: what is asked before it, the draft, or where it went."""

    @property
    def situation(self) -> Situation:
        """Return the answers as they are stored by now, which is not what this request posted."""
        return self.proposal.situation

    @property
    def was_mailed(self) -> bool:
        """Tell whether the link lies in a mailbox, where others may read along, or came of one."""
        return self.link.recipient in {links.MAILED, links.BEHIND_MAILED}

    @property
    def stage(self) -> Stage:
        """Return which pages this link opens now; all others lead there."""
        if self.link.needs_confirmation:
            return Stage.WHOSE
        if has_door(self.link):
            return Stage.DOOR
        return Stage.WRITING if self.proposal.status == "draft" else Stage.SENT

    def behind_the_door(self) -> Visit:
        """Return this visit at a new address without a door, which ends within a day."""
        return replace(self, token=own_address(self.proposal))


def just_begun(proposal: Proposal, token: str) -> Visit:
    """Return the visit of whoever just began this draft, its link not read back."""
    return Visit(token, Link(proposal=proposal), settings())


def visiting(view: View[P]) -> TokenView:
    """Hand a view the visit of a draft that is being written, in the place of the token.

    A link that opens nothing raises DeadLink. This stands above the limits of a view: a dead
    link is told so before anything is counted.
    """
    return _visiting(Stage.WRITING, view)


def visiting_whose(view: View[P]) -> TokenView:
    """Do the same for a view that asks whose is what a coordinator entered."""
    return _visiting(Stage.WHOSE, view)


def visiting_door(view: View[P]) -> TokenView:
    """Do the same for a view that stands before a confidential draft."""
    return _visiting(Stage.DOOR, view)


def visiting_sent(view: View[P]) -> TokenView:
    """Do the same for a view of what was sent."""
    return _visiting(Stage.SENT, view)


def _visiting(stage: Stage, view: View[P]) -> TokenView:
    @wraps(view)
    def answer(token: str, *args: P.args, **kwargs: P.kwargs) -> Response:
        link = links.find(links.Purpose.DRAFT, token)
        if link is None:
            raise DeadLink
        visit = Visit(token, link, settings())
        return view(visit, *args, **kwargs) if visit.stage is stage else visit.go_to(visit.stage)

    return answer
