"""Which proposals a card is about: taking one more, and letting one go."""

from __future__ import annotations

from collections.abc import Iterable

from regelruimte.config import Coordinator
from regelruimte.register.write import hold_newest, link
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Proposal, RuleCardProposal, RuleCardText

_OPEN = ("draft", "asked", "ready")


def may_be_on_a_card(proposal: Proposal) -> bool:
    """Tell whether a card may be about it: who withdrew, or asked for silence, is left alone."""
    gone = proposal.status == "withdrawn" or proposal.anonymised_at is not None
    return not (gone or proposal.confidential)


def free_for_a_card(some: Iterable[Proposal]) -> list[Proposal]:
    """Return those of these that a card may be about and none is, whole."""
    numbers = [each.id for each in some]
    taken = RuleCardProposal.select(RuleCardProposal.proposal)
    found = Proposal.whole(Proposal.id.in_(numbers), Proposal.id.not_in(taken))
    return [each for each in found if may_be_on_a_card(each)]


def take(text: RuleCardText, seen: str, proposal: Proposal, by: Coordinator) -> None:
    """Let the newest version be about this proposal too; who found it good looks again.

    Raises TooLate when somebody wrote meanwhile, or another card is about it.
    """
    with transaction():
        now = hold_newest(text, seen)
        if now.state not in _OPEN:
            raise TooLate
        link(now, proposal, by)
        _unsign(now)


def let_go(text: RuleCardText, seen: str, proposal: Proposal, by: Coordinator) -> None:
    """Let the newest version be about this proposal no more; what others allowed, stays allowed.

    Raises TooLate when somebody wrote meanwhile.
    """
    with transaction():
        now = hold_newest(text, seen)
        if now.state not in _OPEN:
            raise TooLate
        row = RuleCardProposal.proposal == proposal, RuleCardProposal.text == now
        if RuleCardProposal.delete().where(*row).execute():
            events.add(proposal, "card_unlinked", by.email)
            _unsign(now)


def _unsign(text: RuleCardText) -> None:
    state = "asked" if text.state == "ready" else text.state
    columns = {"state": state, "first_reader": "", "second_reader": ""}
    which = RuleCardText.id == text.id
    RuleCardText.update(revision=RuleCardText.revision + 1, **columns).where(which).execute()
