"""Which consents were asked for by a link, and whether one can be answered now."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte import clock
from regelruimte.consents.kinds import ConsentKind, consent_kind
from regelruimte.consents.standing import Standing, standing
from regelruimte.store.models import Consent, Pilot, Proposal

# In which status of a pilot somebody can still say yes or no, or take that back.
_OPEN = "preparing"


@dataclass(frozen=True, slots=True)
class ListedConsent:
    """A consent in a list: what it is for, and how it stands."""

    consent: Consent
    kind: ConsentKind
    standing: Standing


def consents_of(proposal: Proposal) -> list[ListedConsent]:
    """Return what was ever asked for by a link, the newest first."""
    found = Consent.select().where(Consent.proposal == proposal).order_by(Consent.id.desc())
    return [
        ListedConsent(each, consent_kind(each.kind), standing(each, clock.today()))
        for each in found
    ]


def consent_with(proposal: Proposal, uid: str) -> Consent | None:
    """Return the consent of this proposal with this uid, the proposal as it was given."""
    which = Consent.proposal == proposal, Consent.uid == uid
    consent: Consent | None = Consent.whole(*which).first()
    if consent:
        consent.proposal = proposal  # or Peewee would read it once more
    return consent


def is_open(pilot: Pilot | None) -> bool:
    """Tell whether consents can be asked for, given and taken back: before a trial begins."""
    return pilot is not None and pilot.status == _OPEN


def works_now(consent: Consent) -> bool:
    """Tell whether a link opens something today, as far as the link itself goes."""
    return consent.revoked_at is None and consent.until >= clock.today()
