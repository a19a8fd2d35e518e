"""Taking a card from the site at once, as any coordinator may."""

from __future__ import annotations

from regelruimte.store.cards import hold_texts, withdraw
from regelruimte.store.db import transaction
from regelruimte.store.models import RuleCardText


def take_off(text: RuleCardText) -> None:
    """Take the public text of this card from the site; nothing when there is none any more."""
    with transaction():
        hold_texts((RuleCardText.card == text.card_id) & (RuleCardText.state == "public"))
        withdraw(text.card_id)
