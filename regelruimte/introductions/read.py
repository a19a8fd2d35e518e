"""Reading what came of an introduction, or taking one's yes back before anybody did."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.fields.question import NO
from regelruimte.introductions.end import can_be
from regelruimte.introductions.hold import OVER, Held, change, change_side, hold_introduction
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import IntroductionSide


def read(side: IntroductionSide) -> None:
    """Note that an applicant read what came of it; from then on neither can take a yes back.

    Whether both still want it is asked here for the last time. Raises TooLate when it is not over.
    """
    with transaction():
        held, mine = _held(side)
        if mine.seen_at:
            return
        if held.introduction.state == "introduced" and not _was_read(held):
            _introduce(held)
        change_side(mine, seen_at=clock.now())


def take_back(side: IntroductionSide) -> None:
    """Take a yes back; raises TooLate when one of the two has read the other's name."""
    with transaction():
        held, mine = _held(side)
        if held.introduction.state == "introduced" and _was_read(held):
            raise TooLate
        change_side(mine, answer=NO, shares=[], own_employer_too=False)
        change(held, state="not_to_be")


def _held(side: IntroductionSide) -> tuple[Held, IntroductionSide]:
    held = hold_introduction(side.introduction)
    if held.introduction.state not in OVER:
        raise TooLate
    return held, held.side_of(side.proposal)


def _was_read(held: Held) -> bool:
    return any(side.seen_at for side in held.sides.values())


def _introduce(held: Held) -> None:
    if not can_be(held):
        change(held, state="not_to_be")
        return
    for side in held.sides.values():
        events.add(side.proposal, "introduction")
