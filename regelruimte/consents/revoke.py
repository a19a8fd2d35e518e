"""Ending a link with which a consent was asked for, before anybody answered."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Consent


def revoke(consent: Consent) -> None:
    """Let the link open nothing any more, in the name of the applicant; ended twice is ended once.

    Raises TooLate when somebody answered meanwhile: who did can then still take that back.
    """
    with transaction():
        ended = Consent.update(revoked_at=clock.now(), code_hash="", code_until=None).where(
            Consent.id == consent.id, Consent.given_at.is_null(), Consent.revoked_at.is_null()
        )
        if ended.execute():
            links.revoke_of_consent(consent.proposal, consent.uid)
            events.add(consent.proposal, "consent_revoked", "applicant", consent=consent.kind)
        elif Consent.get_by_id(consent.id).given_at:
            raise TooLate
