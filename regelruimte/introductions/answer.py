"""What an applicant says: yes or no, to be changed until both hear what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.fields.question import YES
from regelruimte.introductions import facts, mails
from regelruimte.introductions.hold import ASKING, Held, change, change_side, hold_introduction
from regelruimte.introductions.objections import ANSWER_DAYS
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import IntroductionSide


def answer(
    side: IntroductionSide,
    said: str,
    config: Config,
    *,
    shares: Sequence[str] = (),
    own_employer_too: bool = False,
) -> None:
    """Store an answer; the first yes of the first one has the second one asked.

    Nothing that the other did shows here, not even by being refused. Raises TooLate when the
    day to answer is over.
    """
    with transaction():
        held = hold_introduction(side.introduction)
        mine = held.side_of(side.proposal)
        if not _is_open(held):
            raise TooLate
        columns = _columns(said, shares, own_employer_too=own_employer_too)
        change_side(mine, **columns)
        if said == YES and mine.position == 1 and held.introduction.state == "asking_first":
            _ask_second(held, config)


def _is_open(held: Held) -> bool:
    is_asking = held.introduction.state in ASKING
    return is_asking and clock.today() <= held.introduction.ends_on


def _columns(said: str, shares: Sequence[str], *, own_employer_too: bool) -> dict[str, object]:
    yes = said == YES
    return {
        "answer": said,
        "answered_at": clock.now(),
        "shares": list(shares) if yes else [],
        "own_employer_too": yes and own_employer_too,
    }


def _ask_second(held: Held, config: Config) -> None:
    """Ask the second one, if that can be asked; the first one sees the same either way."""
    last_day = clock.today() + timedelta(days=ANSWER_DAYS)
    change(held, state="asking_second", ends_on=last_day)
    second = held.sides.get(2)
    if second and facts.is_reachable(second.proposal):
        change_side(second, asked_at=clock.now())
        mails.ask_applicant(second.proposal, last_day, config)
