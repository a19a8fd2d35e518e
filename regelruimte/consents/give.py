"""An answer that counts: a yes goes into the pilot, its condition too; a no is told and no more."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.consents.access_code import use_code
from regelruimte.consents.kinds import ConsentKind, consent_kind
from regelruimte.consents.lookup import is_open
from regelruimte.consents.mails import tell
from regelruimte.consents.questions import ANSWERS, YES_IF
from regelruimte.consents.written import write
from regelruimte.fields.question import NO, label
from regelruimte.limits.person import is_of
from regelruimte.pilots.lookup import stored_pilot_of
from regelruimte.pilots.recount import recount
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Consent, Pilot, PilotCondition, Proposal

# What stands beside the domain of whoever answered.
CONFIRMED_AT = "Bevestigd met een e-mailadres bij"


class IsApplicant(Exception):
    """The code came to the applicant: consent has to come from somebody else."""


def give(consent: Consent, typed: str, config: Config) -> bool:
    """Let what was filled in count, if this is the code that was mailed; tell whether it was.

    Raises TooLate, and changes nothing, when the pilot changed or began meanwhile; IsApplicant when
    the code was right and the address is that of whoever asks.
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
        if proposal.email and is_of(proposal.email, consent.person):
            raise IsApplicant
        _write(pilot, consent_kind(consent.kind), consent)
        events.add(proposal, "consent_given", "approver", **told_of(consent))
        tell(proposal, config)
        return True


def told_of(consent: Consent) -> dict[str, str]:
    """Return what an event keeps of an answer: for what it is, what it was, by which function."""
    return {"consent": consent.kind, "answer": consent.answer, "function": consent.function}


def _write(pilot: Pilot, kind: ConsentKind, consent: Consent) -> None:
    columns = {} if consent.answer == NO else kind.given(consent.function, clock.today())
    write(pilot, kind, consent, _entries(consent), columns, answer=consent.answer)
    condition = _condition(pilot, consent) if consent.answer == YES_IF else ""
    Consent.update(given_at=clock.now(), withdrawn_at=None, pilot_condition=condition).where(
        Consent.id == consent.id
    ).execute()


def _entries(consent: Consent) -> dict[str, str]:
    condition = {"Voorwaarde": consent.condition} if consent.condition else {}
    return {
        "Antwoord via een link": label(ANSWERS, consent.answer),
        **condition,
        CONFIRMED_AT: f"@{consent.domain}",
    }


def _condition(pilot: Pilot, consent: Consent) -> str:
    """Make the condition one of the pilot, for a coordinator to see to; return its uid."""
    condition = PilotCondition.create(
        proposal=consent.proposal,
        text=consent.condition,
        who="coordinator",
        is_before_start=True,
        note=f"Gevraagd bij het ja van: {consent.function}.",
    )
    recount(consent.proposal, pilot, is_news=False)
    uid: str = condition.uid
    return uid
