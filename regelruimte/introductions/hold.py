"""Holding an introduction during a transaction, with the proposals of both sides."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Introduction, IntroductionSide, Proposal

# The states in which answers count, and those in which both can read what came of it.
ASKING = ("asking_first", "asking_second")
OVER = ("introduced", "not_to_be")


@dataclass(frozen=True, slots=True)
class Held:
    """An introduction as it is now, and those of its sides that are left, by their position."""

    introduction: Introduction
    sides: dict[int, IntroductionSide]

    def side_of(self, proposal: Proposal) -> IntroductionSide:
        """Return the side of this proposal; raises TooLate when it is gone, or was never asked."""
        own = (side for side in self.sides.values() if side.proposal_id == proposal.id)
        side = next(own, None)
        if side is None or side.asked_at is None:
            raise TooLate
        return side


def hold_introduction(introduction: Introduction) -> Held:
    """Lock the proposals of both sides and then the introduction; raises TooLate if that is gone.

    The proposals first, and in one order, as whoever erases one: so nobody waits in a ring. Call
    it inside a transaction.
    """
    sides = IntroductionSide.select(IntroductionSide.proposal)
    sides = sides.where(IntroductionSide.introduction == introduction)
    for number in sorted(side.proposal_id for side in sides):
        hold(Proposal(id=number))
    which = Introduction.id == introduction.id, Introduction.uid == introduction.uid
    if not Introduction.update(state=Introduction.state).where(*which).execute():
        raise TooLate
    left = IntroductionSide.select(IntroductionSide, Proposal).join(Proposal)
    left = left.where(IntroductionSide.introduction == introduction)
    now = Introduction.get_by_id(introduction.id)
    return Held(now, {side.position: side for side in left})


def change(held: Held, **columns: object) -> None:
    """Write columns of the introduction that is held."""
    Introduction.update(**columns).where(Introduction.id == held.introduction.id).execute()


def change_side(side: IntroductionSide, **columns: object) -> None:
    """Write columns of one side of an introduction that is held."""
    IntroductionSide.update(**columns).where(IntroductionSide.id == side.id).execute()
