"""Releasing all cards that are ready, together, on or after one of the four days of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regelruimte import clock
from regelruimte.register import facts
from regelruimte.register.objections import FEWEST, Card, Objection, employers_know, objections
from regelruimte.register.release_days import last_release_day, next_release_day
from regelruimte.register.status import reporters
from regelruimte.store.cards import hold_texts
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import RuleCard, RuleCardText


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version that two coordinators found good, and what stands in its way today."""

    text: RuleCardText
    card: Card
    objections: list[Objection]


@dataclass(frozen=True, slots=True)
class Release:
    """What would go to the site now, what would stay behind, and from which day it can."""

    going: list[Waiting]
    staying: list[Waiting]
    opens_on: date

    @property
    def can_be_made(self) -> bool:
        """Tell whether it is time, and there are enough cards to go together."""
        return self.opens_on <= clock.today() and len(self.going) >= FEWEST


def planned() -> Release:
    """Return the release as it would be made now."""
    texts = RuleCardText.select(RuleCardText, RuleCard).join(RuleCard)
    return _release(list(texts.where(RuleCardText.state == "ready").order_by(RuleCardText.words)))


def number_ready() -> int:
    """Return how many cards wait for a release that can be made today; a query or two."""
    ready = int(RuleCardText.select().where(RuleCardText.state == "ready").count())
    return ready if ready and _opens_on() <= clock.today() else 0


def release() -> int:
    """Put all that may go on the site, each in the place of what stood there; return how many.

    The rules are asked again here, when nobody can change an answer any more. Raises TooLate, and
    puts nothing there, when it is not the time or too few are left.
    """
    with transaction():
        held = hold_texts(RuleCardText.state == "ready")
        texts = list(RuleCardText.whole(RuleCardText.id.in_(held)).order_by(RuleCardText.id))
        made = _release(texts)
        if not made.can_be_made:
            raise TooLate
        for each in made.going:
            _put_on_site(each)
        return len(made.going)


def _release(texts: list[RuleCardText]) -> Release:
    known, today = facts.cards(texts), clock.today()
    first = [text for text in texts if not objections(known[text.id], today)]
    all_waiting = [
        Waiting(text, known[text.id], objections(known[text.id], today, len(first)))
        for text in texts
    ]
    going = [each for each in all_waiting if not each.objections]
    return Release(going, [each for each in all_waiting if each.objections], _opens_on())


def _opens_on() -> date:
    """Return the release day that is not used yet: the last one, or else the next."""
    day = last_release_day(clock.today())
    used = RuleCardText.select(RuleCardText.id).where(RuleCardText.release_day == day).first()
    return next_release_day(clock.today()) if used else day


def _put_on_site(each: Waiting) -> None:
    before = (RuleCardText.card == each.text.card_id) & (RuleCardText.state == "public")
    RuleCardText.update(state="replaced").where(before).execute()
    RuleCardText.update(
        state="public",
        release_day=last_release_day(clock.today()),
        reporters=reporters(len(each.card.linked)),
        employers_know=employers_know(each.card),
    ).where(RuleCardText.id == each.text.id).execute()
