"""Taking an answer back before a trial begins: as if nobody had answered, but the pilot tells."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.consents.access_code import use_code
from regelruimte.consents.give import told_of
from regelruimte.consents.kinds import consent_kind
from regelruimte.consents.lookup import is_open
from regelruimte.consents.mails import tell
from regelruimte.consents.written import without, write
from regelruimte.pilots.lookup import stored_pilot_of
from regelruimte.pilots.recount import recount
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Consent, Pilot, PilotCondition, Proposal

_TAKEN_BACK = {"Antwoord via een link": "Ingetrokken"}
_UNANSWERED = {
    **{"answer": "", "condition": "", "function": "", "person": "", "domain": ""},
    **{"given_at": None, "pilot_condition": ""},
}


def take_back(consent: Consent, typed: str, config: Config) -> bool:
    """Take an answer back, if this is the code that was mailed; tell whether it was.

    The link can then be answered anew. Raises TooLate, and changes nothing, when the pilot changed
    or began meanwhile.
    """
    proposal: Proposal = consent.proposal
    with transaction():
        if not hold(proposal, Proposal.status == "approved"):
            raise TooLate
        pilot = stored_pilot_of(proposal)
        if not is_open(pilot):
            raise TooLate
        if not use_code(consent, typed):
            return False
        _write(pilot, consent)
        events.add(proposal, "consent_taken_back", "approver", **told_of(consent))
        tell(proposal, config)
        return True


def _write(pilot: Pilot, consent: Consent) -> None:
    kind = consent_kind(consent.kind)
    write(pilot, kind, consent, _TAKEN_BACK, without(pilot, kind, consent), answer="")
    # One that was met stays: what was done for it was done.
    its_own = PilotCondition.uid == consent.pilot_condition, PilotCondition.met_at.is_null()
    if consent.pilot_condition and PilotCondition.delete().where(*its_own).execute():
        recount(consent.proposal, pilot, is_news=False)
    Consent.update(withdrawn_at=clock.now(), **_UNANSWERED).where(
        Consent.id == consent.id
    ).execute()
