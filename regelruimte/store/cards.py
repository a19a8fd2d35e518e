"""What happens to the cards of the register when a proposal they lean on goes, by tables only.

A public text stays as long as enough applicants still allow it; a consent that goes takes the text
along in the same transaction (docs/decisions/0040-the-public-register.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peewee import ModelSelect

from regelruimte.store.models import Proposal, RuleCard, RuleCardProposal, RuleCardText
from regelruimte.store.organisations import told_apart
from regelruimte.store.types import Condition

# Of fewer proposals, or of fewer organisations, somebody may guess whose they are.
ENOUGH = 3
ALLOWED = ("yes", "later")


def hold_texts(which: Condition) -> list[int]:
    """Lock these texts until the transaction ends, one by one so that nobody waits in a ring.

    Returns the numbers of those that still are what was asked for.
    """
    texts = RuleCardText.select(RuleCardText.id).where(which).order_by(RuleCardText.id)
    return [text.id for text in list(texts) if _hold(text.id, which)]


def _hold(number: int, which: Condition) -> bool:
    # An UPDATE that changes nothing waits for another writer on both databases.
    same = {"state": RuleCardText.state}
    return bool(RuleCardText.update(**same).where(RuleCardText.id == number, which).execute())


def let_go(proposals: ModelSelect[Proposal], *, is_past_its_term: bool = False) -> None:
    """Take these proposals from their cards, and from the site what may not stay without them.

    Past its term a proposal goes without anybody having changed their mind: what was released
    stays then. Call it inside a transaction, before the proposals go.
    """
    linked = RuleCardProposal.proposal.in_(proposals)
    texts = RuleCardProposal.select(RuleCardProposal.text).where(linked)
    held = hold_texts(RuleCardText.id.in_(texts))
    if not held:
        return
    cards = _cards_of(held)
    RuleCardProposal.delete().where(linked).execute()
    for card in cards:
        if not is_past_its_term:
            _withdraw_unless_allowed(card)
        _clear(card)


def withdraw(card: int) -> bool:
    """Take the public text of a card from the site at once; tell whether there was one."""
    public = (RuleCardText.card == card) & (RuleCardText.state == "public")
    return bool(RuleCardText.update(state="withdrawn").where(public).execute())


def withdrawn() -> list[tuple[str, int]]:
    """Return the slug and the version of each text that was taken from the site."""
    found = RuleCardText.select(RuleCardText.version, RuleCard.slug).join(RuleCard)
    return [(text.card.slug, text.version) for text in found.where(_is("withdrawn"))]


def withdraw_again(earlier: Iterable[tuple[str, int]]) -> None:
    """Take these texts from the site, where a back-up brought them back."""
    for slug, version in earlier:
        card = RuleCard.select(RuleCard.id).where(RuleCard.slug == slug)
        which = RuleCardText.card.in_(card), RuleCardText.version == version
        RuleCardText.update(state="withdrawn").where(*which, ~_is("draft")).execute()


def _cards_of(texts: Sequence[int]) -> list[int]:
    found = RuleCardText.select(RuleCardText.card).where(RuleCardText.id.in_(texts))
    return sorted({text.card_id for text in found})


def _withdraw_unless_allowed(card: int) -> None:
    text = RuleCardText.whole(RuleCardText.card == card, _is("public")).first()
    if text and not _is_allowed(text):
        withdraw(card)


def _is_allowed(text: RuleCardText) -> bool:
    """Tell whether those who are left allow it, and are enough not to be recognised."""
    linked = RuleCardProposal.select(RuleCardProposal.id, Proposal.organisation).join(Proposal)
    allowing = RuleCardProposal.text == text, RuleCardProposal.answer.in_(ALLOWED)
    left = [row.proposal.organisation for row in linked.where(*allowing)]
    if text.employers_know:
        return bool(left)
    return len(left) >= ENOUGH and told_apart(left) >= ENOUGH


def _clear(card: int) -> None:
    """Delete a card that nobody is left of, but for what is on the site."""
    texts = RuleCardText.select(RuleCardText.id).where(RuleCardText.card == card)
    linked = RuleCardProposal.text.in_(texts)
    if RuleCardProposal.select(RuleCardProposal.id).where(linked).first():
        return
    RuleCardText.delete().where(RuleCardText.card == card, ~_is("public")).execute()
    if not texts.first():
        RuleCard.delete().where(RuleCard.id == card).execute()


def _is(state: str) -> Condition:
    condition: Condition = RuleCardText.state == state
    return condition
