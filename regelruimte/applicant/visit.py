"""One request to an own page: the link that its address is, and what it shows by now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from flask import Response

from regelruimte import clock
from regelruimte.applicant.tell import may_tell
from regelruimte.applicant.visible import visible_replies, visible_status
from regelruimte.consents.lookup import consents_of
from regelruimte.fields.question import label
from regelruimte.introductions.lookup import Contact, contacts
from regelruimte.messages.queries import has_written_since, messages_of
from regelruimte.pilots.lookup import conditions_of, outcomes_of_same_rule, pilot_of
from regelruimte.proposals.outcomes import OUTCOMES
from regelruimte.readers.lookup import readers_of
from regelruimte.register.answer import OPEN
from regelruimte.register.lookup import consents
from regelruimte.replies.calendar_files import appointment_of
from regelruimte.replies.queries import closes_at, given_replies
from regelruimte.settings import settings
from regelruimte.store import events, links
from regelruimte.web.errors import DeadLink
from regelruimte.web.visit import LinkVisit

if TYPE_CHECKING:
    from datetime import datetime

    from regelruimte.consents.lookup import ListedConsent
    from regelruimte.mail.icalendar import Appointment
    from regelruimte.readers.lookup import ListedReader
    from regelruimte.store.models import (
        Event,
        Message,
        Pilot,
        PilotCondition,
        Reply,
        RuleCardProposal,
    )

P = ParamSpec("P")
View = Callable[Concatenate["Visit", P], Response]
TokenView = Callable[..., Response]  # Flask hands it what is in the address, by name
_REQUEST = "info_requested"


@dataclass(frozen=True)
class Visit(LinkVisit):
    """What an applicant may see by now of the proposal that the link opens."""

    @cached_property
    def given_replies(self) -> list[Reply]:
        """Return all replies, also one that can still be undone: nothing of that may be shown."""
        return given_replies(self.proposal)

    @cached_property
    def replies(self) -> list[Reply]:
        """Return the replies that the applicant may read by now, the oldest first."""
        return visible_replies(self.given_replies, clock.now())

    @cached_property
    def status_now(self) -> str:
        """Return the key of the status that the applicant may see by now."""
        return visible_status(self.proposal.status, self.given_replies, clock.now())

    @cached_property
    def appointment(self) -> Appointment | None:
        """Return the talk that the applicant may know of by now, also one that was cancelled."""
        return appointment_of(self.proposal, self.replies, self.status_now, self.config)

    @cached_property
    def pilot(self) -> Pilot | None:
        """Return the pilot; None while there is no approval, or one that can still be undone."""
        return pilot_of(self.proposal, self.given_replies)

    @cached_property
    def conditions(self) -> list[PilotCondition]:
        """Return the conditions of the pilot, those for the start first."""
        return conditions_of(self.proposal)

    @cached_property
    def readers(self) -> list[ListedReader]:
        """Return who was ever to read along, with how it stands and when it was opened."""
        return readers_of(self.proposal)

    @cached_property
    def asked_consents(self) -> list[ListedConsent]:
        """Return what was ever asked for by a link, with what was answered."""
        return consents_of(self.proposal)

    @cached_property
    def messages(self) -> list[Message]:
        """Return what both sides wrote beside the replies, the oldest first."""
        return messages_of(self.proposal)

    @cached_property
    def history(self) -> list[Event]:
        """Return all that happened to the proposal, the oldest first; not all may be shown."""
        return events.history(self.proposal)

    @property
    def outcomes(self) -> list[str]:
        """Return what became of the rule in pilots of others, in words; nothing of whose."""
        return [label(OUTCOMES, key) for key in outcomes_of_same_rule(self.proposal)]

    @cached_property
    def consents(self) -> list[RuleCardProposal]:
        """Return what was asked of each text for the site, and said; the newest first."""
        return consents(self.proposal)

    @cached_property
    def contacts(self) -> list[Contact]:
        """Return what was asked of talking with somebody else, the newest first."""
        return contacts(self.proposal)

    @property
    def card_asked(self) -> RuleCardProposal | None:
        """Return the newest text that may be allowed, or allowed no more."""
        return next((row for row in self.consents if row.text.state in OPEN), None)

    @property
    def last_request(self) -> Reply | None:
        """Return the last request for more that the applicant could read, open or not any more."""
        return next((reply for reply in reversed(self.replies) if reply.kind == _REQUEST), None)

    @property
    def open_request(self) -> Reply | None:
        """Return the request for more that the applicant is shown as open."""
        return self.last_request if self.status_now == _REQUEST else None

    @property
    def may_tell(self) -> bool:
        """Tell whether the applicant is shown that more can be told."""
        return may_tell(self.status_now, self.open_request)

    def closes_at(self, request_for_info: Reply | None) -> datetime | None:
        """Return when this request closes the proposal.

        None when a coordinator kept it open, or the applicant wrote since: that is no silence.
        """
        asked = request_for_info
        if asked is None or has_written_since(self.proposal, asked.visible_at):
            return None
        closes = closes_at(asked, self.config.terms)
        return closes if closes > clock.now() else None


def visiting(view: View[P]) -> TokenView:
    """Hand a view the visit of whoever said "dit ben ik", in the place of the token.

    A link that must be confirmed first leads to the page that asks for it; one that opens nothing
    raises DeadLink. This stands above the limits of a view: a dead link is told so before anything
    is counted.
    """

    @wraps(view)
    def answer(visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> Response:
        if visit.link.needs_confirmation:
            return visit.go_to("applicant.show")
        return view(visit, *args, **kwargs)

    return visiting_door(answer)


def visiting_door(view: View[P]) -> TokenView:
    """Do the same for a view that asks who opens the link: it sees every link that works."""

    @wraps(view)
    def answer(token: str, *args: P.args, **kwargs: P.kwargs) -> Response:
        link = links.find(links.Purpose.APPLICANT, token)
        if link is None:
            raise DeadLink
        return view(Visit(token, link, settings()), *args, **kwargs)

    return answer
