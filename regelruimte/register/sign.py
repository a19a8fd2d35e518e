"""Finding that a card can go to the site: two coordinators say so of the same text."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.register import facts
from regelruimte.register.ask import Refused
from regelruimte.register.objections import Objection, objections
from regelruimte.register.write import hold_newest
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import RuleCardText

# What only waits for a day does not keep a text from being ready.
_PASSES_BY_ITSELF = 6


def sign(text: RuleCardText, seen: str, by: Coordinator) -> None:
    """Note that this coordinator read it and found it good; with a second one it is ready.

    Raises TooLate when somebody wrote meanwhile, Refused when something but the calendar stands in
    the way.
    """
    with transaction():
        now = hold_newest(text, seen)
        if now.state != "asked" or now.first_reader == by.email:
            raise TooLate
        if before_signing(objections(facts.cards([now])[now.id], clock.today())):
            raise Refused
        names = {"second_reader": by.email, "state": "ready"}
        columns = names if now.first_reader else {"first_reader": by.email}
        which = RuleCardText.id == now.id
        RuleCardText.update(revision=RuleCardText.revision + 1, **columns).where(which).execute()


def before_signing(found: list[Objection]) -> list[Objection]:
    """Return the objections that do not pass by themselves."""
    return [each for each in found if each.rule != _PASSES_BY_ITSELF]
