"""What an applicant says of a text: yes, later or no, to be changed at any time."""

from __future__ import annotations

from dateutil.relativedelta import relativedelta

from regelruimte import clock
from regelruimte.register.status import LATER, NO, YES
from regelruimte.store import events
from regelruimte.store.cards import hold_texts, withdraw
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Proposal, RuleCardProposal, RuleCardText
from regelruimte.store.types import Condition

# Of which an applicant can be asked, or can take back what was said.
OPEN = ("asked", "ready", "public")
_LATER_MONTHS = 6


def answer(row: RuleCardProposal, said: str) -> None:
    """Store what was said of the version of this row; what is on the site goes at anything but yes.

    A no is to every version of the card. Raises TooLate when the version is no longer open.
    """
    proposal, text = row.proposal_id, row.text
    with transaction():
        ours = RuleCardText.card == text.card_id
        held = hold_texts(ours & RuleCardText.state.in_(OPEN))
        if text.id not in held:
            raise TooLate
        which = held if said == NO else [text.id]
        mine = (RuleCardProposal.proposal == proposal) & RuleCardProposal.text.in_(which)
        if not RuleCardProposal.update(**_columns(said)).where(mine).execute():
            raise TooLate
        if said != YES and _is_on_site(mine):
            withdraw(text.card_id)
        events.add(Proposal(id=proposal), "card_answered", "applicant", answer=said)


def _columns(said: str) -> dict[str, object]:
    half_a_year = relativedelta(months=_LATER_MONTHS)
    may_from = clock.today() + half_a_year if said == LATER else None
    return {"answer": said, "answered_at": clock.now(), "may_from": may_from}


def _is_on_site(mine: Condition) -> bool:
    """Tell whether one of these answers is about what is on the site."""
    texts = RuleCardProposal.select(RuleCardProposal.text).where(mine)
    on_site = RuleCardText.id.in_(texts), RuleCardText.state == "public"
    return RuleCardText.select(RuleCardText.id).where(*on_site).first() is not None
