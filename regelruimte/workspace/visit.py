"""A coordinator's visit to one proposal of the workspace: what its page shows, each read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from flask import request
from werkzeug.exceptions import NotFound

from regelruimte.audit.kinds import OPENED
from regelruimte.audit.note import note_after
from regelruimte.pilots.lookup import conditions_of, pilot_of
from regelruimte.proposals.lookup import by_reference
from regelruimte.replies.given import WithReplies
from regelruimte.settings import settings
from regelruimte.sign_in import gate

if TYPE_CHECKING:
    from flask import Response

    from regelruimte.config import Config, Coordinator
    from regelruimte.sign_in.sessions import Session
    from regelruimte.store.models import Pilot, PilotCondition, Proposal

P = ParamSpec("P")


@dataclass(frozen=True)
class Visit(WithReplies):
    """Whose session it is, and the proposal as it stood when the request came in."""

    proposal: Proposal
    session: Session
    config: Config

    @property
    def coordinator(self) -> Coordinator:
        """Return the coordinator who looks at it, by the session."""
        return self.session.coordinator

    @cached_property
    def pilot(self) -> Pilot | None:
        """Return the pilot; None unless the proposal was approved for good."""
        return pilot_of(self.proposal, self.given_replies)

    @cached_property
    def conditions(self) -> list[PilotCondition]:
        """Return the conditions of the pilot, those for the start first."""
        return conditions_of(self.proposal)

    def again(self) -> Visit:
        """Return this visit read anew, after somebody else was first; raises NotFound."""
        return open_visit(str(self.proposal.reference))


def open_visit(ref: str) -> Visit:
    """Return the visit to the proposal with this reference; raises NotFound, also of a draft."""
    proposal = by_reference(ref)
    if proposal is None:
        raise NotFound
    return Visit(proposal, gate.current_session(), settings())


def visiting(view: Callable[Concatenate[Visit, P], Response]) -> Callable[..., Response]:
    """Call a view with the visit to the proposal that the `ref` of its address names.

    What is shown is noted in the audit trail. Raises NotFound when the address names none.
    """

    @wraps(view)
    def answer(ref: str, *args: P.args, **kwargs: P.kwargs) -> Response:
        visit = open_visit(ref)
        response = view(visit, *args, **kwargs)
        if request.method == "GET" and response.status_code == HTTPStatus.OK:
            note_after(response, OPENED, visit.coordinator, visit.proposal)
        return response

    return answer
