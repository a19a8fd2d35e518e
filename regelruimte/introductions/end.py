"""What came of an introduction, on the day after the last on which it could be answered.

Both hear it then and not before, whatever it is: so no moment tells what the other chose.
"""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.fields.question import YES
from regelruimte.introductions import facts, mails
from regelruimte.introductions.hold import ASKING, Held, change, hold_introduction
from regelruimte.introductions.objections import same_employer
from regelruimte.store.db import transaction
from regelruimte.store.for_each import for_each
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Introduction
from regelruimte.store.types import Condition


def end_introductions(config: Config) -> int:
    """End each introduction whose last day is over, and mail who was asked; return how many."""
    return for_each(list(Introduction.whole(_is_over())), lambda each: _end(each, config))


def can_be(held: Held) -> bool:
    """Tell whether both still want it, can be reached, and may work where they do."""
    sides = list(held.sides.values())
    if len(sides) < 2 or any(side.answer != YES for side in sides):
        return False
    if not all(facts.is_reachable(side.proposal) for side in sides):
        return False
    one, other = facts.parties([side.proposal for side in sides])
    return not same_employer(one, other) or all(side.own_employer_too for side in sides)


def _is_over() -> Condition:
    asking = Introduction.state.in_(ASKING)
    return asking & (Introduction.ends_on < clock.today())


def _end(introduction: Introduction, config: Config) -> int:
    with transaction():
        try:
            held = hold_introduction(introduction)
        except TooLate:
            return 0
        now = held.introduction
        if now.state not in ASKING or now.ends_on >= clock.today():
            return 0
        change(held, state="introduced" if can_be(held) else "not_to_be")
        for side in held.sides.values():
            if side.asked_at and side.proposal.status != "withdrawn":
                mails.tell_news(side.proposal, config)
        return 1
