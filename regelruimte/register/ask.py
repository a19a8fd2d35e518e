"""Asking the applicants whether this very text may be on the site."""

from __future__ import annotations

from datetime import timedelta

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.register import facts, mails
from regelruimte.register.objections import ANSWER_DAYS, before_asking
from regelruimte.register.status import ASKED, NONE
from regelruimte.register.write import hold_newest
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import RuleCardProposal, RuleCardText


class Refused(Exception):
    """Something stands in the way of it; the page says what."""


def ask(text: RuleCardText, seen: str, by: Coordinator, config: Config) -> None:
    """Ask every applicant who was not asked of this version yet; the mail tells nothing of it.

    Raises TooLate when somebody wrote meanwhile, Refused when the text could not be released
    whatever they answer.
    """
    with transaction():
        now = hold_newest(text, seen)
        if now.state not in ("draft", "asked"):
            raise TooLate
        if before_asking(facts.cards([now])[now.id], clock.today()):
            raise Refused
        for row in facts.linked_rows([now]):
            if row.answer == NONE:
                _ask(row, by, config)
        which = RuleCardText.id == now.id
        RuleCardText.update(state="asked", revision=RuleCardText.revision + 1).where(
            which
        ).execute()


def _ask(row: RuleCardProposal, by: Coordinator, config: Config) -> None:
    asked = RuleCardProposal.update(answer=ASKED, asked_at=clock.now())
    asked.where(RuleCardProposal.id == row.id).execute()
    events.add(row.proposal, "card_asked", by.email)
    last_day = clock.today() + timedelta(days=ANSWER_DAYS)
    mails.ask_applicant(row.proposal, last_day, config)
