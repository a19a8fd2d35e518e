"""One request of whoever has the link: what it asks, and the pilot that the answer is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from flask import Response, request

from regelruimte.consents.kinds import ConsentKind, consent_kind
from regelruimte.consents.lookup import consent_with, is_open, works_now
from regelruimte.pilots.lookup import pilot_of
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.web.errors import DeadLink
from regelruimte.web.visit import LinkVisit

if TYPE_CHECKING:
    from regelruimte.store.models import Consent

P = ParamSpec("P")
# By which the page of a code says that it takes an answer back.
TAKES_BACK = "intrekken"
View = Callable[Concatenate["Visit", P], Response]


@dataclass(frozen=True)
class Visit(LinkVisit):
    """What a link opens that an applicant handed over."""

    consent: Consent

    @property
    def kind(self) -> ConsentKind:
        """Return for what the consent is asked."""
        return consent_kind(self.consent.kind)

    @property
    def is_given(self) -> bool:
        """Tell whether an answer counts, which can only be taken back."""
        return self.consent.given_at is not None

    @property
    def waits_for_code(self) -> bool:
        """Tell whether a code was mailed that was not used, be it too old by now."""
        return bool(self.consent.code_hash)

    @property
    def takes_back(self) -> bool:
        """Tell whether a code is asked that takes an answer back, be none mailed."""
        return self.is_given and TAKES_BACK in request.values

    def again(self) -> Visit:
        """Return this visit read anew, after somebody else was first; raises DeadLink."""
        return open_visit(self.token)


def open_visit(token: str) -> Visit:
    """Return the visit that this token opens; raises DeadLink if it opens none by now."""
    link = links.find(links.Purpose.CONSENT, token)
    consent = consent_with(link.proposal, link.recipient) if link else None
    if link is None or consent is None or not works_now(consent):
        raise DeadLink
    if not is_open(pilot_of(link.proposal)):
        raise DeadLink
    return Visit(token, link, settings(), consent)


def visiting(view: View[P]) -> Callable[..., Response]:
    """Hand a view the visit in the place of the token; whatever opens nothing raises DeadLink."""

    @wraps(view)
    def answer(token: str, *args: P.args, **kwargs: P.kwargs) -> Response:
        return view(open_visit(token), *args, **kwargs)

    return answer
