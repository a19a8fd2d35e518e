"""The address that an applicant filled in, once it can be mailed."""

from __future__ import annotations

from regelruimte.fields.question import Situation, error
from regelruimte.proposals.questions import QUESTIONS


def known_email(situation: Situation) -> str:
    """Return the applicant's address if it was filled in and can be mailed, else ""."""
    question = next(question for question in QUESTIONS if question.key == "email")
    return "" if error(question, situation) else str(situation.answers["email"])
