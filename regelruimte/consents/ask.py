"""Asking for a consent: the applicant gets a link to hand over, and mails it, or not, herself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from regelruimte import clock
from regelruimte.consents.lookup import is_open
from regelruimte.consents.questions import DAYS, FOR_WHOM, SHOWS_TITLE
from regelruimte.fields.question import YES, Value
from regelruimte.limits.count import Limit, take
from regelruimte.pilots.lookup import stored_pilot_of
from regelruimte.readers.invite import TooOften
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Consent, Proposal

_OF_A_PROPOSAL = Limit("consents asked by link", an_hour=10, a_day=20)


def ask(proposal: Proposal, values: Mapping[str, Value]) -> str:
    """Store what is asked, by the keys of the applicant's questions; return the link's token.

    Raises TooLate once the pilot began or ended, TooOften past the limit; nothing is stored then.
    """
    with transaction():
        if not hold(proposal, Proposal.status == "approved"):
            raise TooLate
        if not is_open(stored_pilot_of(proposal)):
            raise TooLate
        if not take((_OF_A_PROPOSAL, proposal.uid)):
            raise TooOften
        consent = _stored(proposal, values)
        events.add(proposal, "consent_asked", "applicant", consent=consent.kind)
        return links.make(
            links.Purpose.CONSENT, proposal, recipient=consent.uid, lasts=_lasts(consent)
        )


def _stored(proposal: Proposal, values: Mapping[str, Value]) -> Consent:
    consent: Consent = Consent.create(
        proposal=proposal,
        kind=values[FOR_WHOM.key],
        shows_title=values[SHOWS_TITLE.key] == YES,
        until=clock.today() + timedelta(days=DAYS),
    )
    return consent


def _lasts(consent: Consent) -> timedelta:
    """Return how long it is until the last day is over, in the Netherlands."""
    after = consent.until + timedelta(days=1)
    return datetime.combine(after, time(), clock.NETHERLANDS) - clock.now()
