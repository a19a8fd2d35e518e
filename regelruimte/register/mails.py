"""The one mail of the register: that we have a question, and not about what."""

from __future__ import annotations

from datetime import date

from regelruimte.config import Config
from regelruimte.mail import kinds
from regelruimte.proposals.mails import to_applicant
from regelruimte.store.models import Proposal


def ask_applicant(proposal: Proposal, last_day: date, config: Config) -> None:
    """Queue the question to an applicant, who can answer until `last_day`."""
    to_applicant(kinds.CARD_QUESTION, proposal, config, last_day=last_day)
