"""Two applicants who named the same rule, as far as a test wants them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from regelruimte import clock
from regelruimte.introductions.answer import answer
from regelruimte.introductions.end import end_introductions
from regelruimte.introductions.lookup import contacts, others_fields
from regelruimte.introductions.propose import propose
from regelruimte.introductions.questions import NAME
from regelruimte.introductions.read import read
from regelruimte.store.models import Introduction, IntroductionSide, Proposal
from tests.people import Applicant, Everyone

RULE = {"rule": "bwb:BWBR0005537", "part": "art=3:4", "rule_suggested": False}
ABOUT = "Toestemming van drie collega’s voor een kleine uitgave."
FIRST, SECOND = "Aafje Aalders", "Berend Beekman"
ALL_FIELDS = (NAME, "phone", "job_title", "organisation")


def names_it(applicant: Applicant, name: str, place: str, **changed: Any) -> Proposal:
    """Have a proposal of somebody whom the coordinators spoke with, of that place."""
    told = {
        "name": name,
        "email": f"{name.split()[0].lower()}@{place.lower()}.example",
        "phone": f"06-1000{sum(map(ord, place)):04d}",
        "job_title": f"adviseur {place}",
        "organisation": f"Gemeente {place}",
        "confidential": "normal",
    }
    proposal = applicant.has_sent(**{**told, **changed.pop("answers", {})})
    columns = {"status": "in_conversation", "same_rule": "g" * 32, **RULE, **changed}
    with applicant.everyone.app.app_context():
        columns |= {"email_confirmed_at": clock.now(), "email_denied_at": None}
        Proposal.update(**columns).where(Proposal.id == proposal.id).execute()
        return Proposal.get_by_id(proposal.id)


def two(everyone: Everyone, **changed: Any) -> list[Proposal]:
    """Have two proposals about one article; the older one is asked first."""
    return [
        names_it(everyone.applicant, FIRST, "Aalwijk", **changed),
        names_it(everyone.applicant, SECOND, "Beekdam", **changed),
    ]


def asks(everyone: Everyone, both: Sequence[Proposal], why: str = "") -> Introduction:
    """Have asked the first of the two; inside an application context."""
    return propose(both, ABOUT, why, everyone.config.coordinators[0], everyone.config)


def side_of(proposal: Proposal) -> IntroductionSide:
    """Return what somebody was asked last."""
    return contacts(Proposal.get_by_id(proposal.id))[0].side


def says(everyone: Everyone, proposal: Proposal, said: str, *, own: bool = False) -> None:
    """Have answered what was asked last."""
    shares = ALL_FIELDS if said == "yes" else ()
    answer(side_of(proposal), said, everyone.config, shares=shares, own_employer_too=own)


def ends(everyone: Everyone) -> int:
    """Have the mailer tell what came of it, once the day is there."""
    return end_introductions(everyone.config)


def reads(proposal: Proposal) -> list[tuple[str, str]]:
    """Have read what came of it; return what is seen of the other."""
    read(side_of(proposal))
    return others_fields(contacts(Proposal.get_by_id(proposal.id))[0])


AFTER_FIRST = timedelta(days=15)
AFTER_BOTH = timedelta(days=30)
