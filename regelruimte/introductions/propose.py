"""Asking two applicants whether they want to talk: the one who risks most first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.introductions import facts, mails
from regelruimte.introductions.objections import ANSWER_DAYS, in_order, objections
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Introduction, IntroductionSide, Proposal


def propose(
    both: Sequence[Proposal], about: str, why: str, by: Coordinator, config: Config
) -> Introduction:
    """Begin an introduction and mail the first of the two.

    Raises TooLate when something stands in the way of it by now.
    """
    with transaction():
        now = _held(both)
        one, other = facts.parties(now)
        if objections(one, other, why, clock.today()):
            raise TooLate
        by_reference = {proposal.reference: proposal for proposal in now}
        asked = [by_reference[party.reference] for party in in_order(one, other)]
        return _begin(asked, about, why, by, config)


def _held(both: Sequence[Proposal]) -> list[Proposal]:
    """Lock both proposals and return them as they are now."""
    numbers = sorted(proposal.id for proposal in both)
    if not all(hold(Proposal(id=number)) for number in numbers):
        raise TooLate
    return list(Proposal.whole(Proposal.id.in_(numbers)))


def _begin(
    asked: list[Proposal], about: str, why: str, by: Coordinator, config: Config
) -> Introduction:
    last_day = clock.today() + timedelta(days=ANSWER_DAYS)
    made = Introduction.create(asked_by=by.email, about=about, why=why, ends_on=last_day)
    for position, proposal in enumerate(asked, start=1):
        first = position == 1
        IntroductionSide.create(
            introduction=made,
            proposal=proposal,
            position=position,
            asked_at=clock.now() if first else None,
        )
        events.add(proposal, "introduction_proposed", by.email)
    mails.ask_applicant(asked[0], last_day, config)
    return made
