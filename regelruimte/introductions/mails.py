"""The two mails about an introduction: that we have a question, and that there is news."""

from __future__ import annotations

from datetime import date

from regelruimte.config import Config
from regelruimte.mail import kinds
from regelruimte.proposals.mails import to_applicant
from regelruimte.store.models import Proposal


def ask_applicant(proposal: Proposal, last_day: date, config: Config) -> None:
    """Queue the question to an applicant, who can answer until `last_day`."""
    to_applicant(kinds.CONTACT_QUESTION, proposal, config, last_day=last_day)


def tell_news(proposal: Proposal, config: Config) -> None:
    """Queue that there is news: the same whatever came of it.

    Its link asks who opens it, as each mail of this kind: an address may have changed hands.
    """
    to_applicant(kinds.CONTACT_NEWS, proposal, config)
