"""Who said no to being introduced to somebody, so that a back-up brings no earlier yes back."""

from __future__ import annotations

from collections.abc import Iterable

from regelruimte.store.models import Introduction, IntroductionSide, Proposal

_NO = "no"


def refused() -> list[tuple[str, str]]:
    """Return the uid of the introduction, and of the proposal, of each no."""
    rows = IntroductionSide.select(Introduction.uid, Proposal.uid).join(Introduction)
    rows = rows.switch(IntroductionSide).join(Proposal).where(IntroductionSide.answer == _NO)
    return [(introduction, proposal) for introduction, proposal in rows.tuples().iterator()]


def refuse_again(earlier: Iterable[tuple[str, str]]) -> None:
    """Note each no where a back-up brought something else back, and that nobody is introduced."""
    for uid, proposal in earlier:
        within = Introduction.select(Introduction.id).where(Introduction.uid == uid)
        of = Proposal.select(Proposal.id).where(Proposal.uid == proposal)
        side = IntroductionSide.introduction.in_(within), IntroductionSide.proposal.in_(of)
        asked = IntroductionSide.asked_at.is_null(False)
        IntroductionSide.update(answer=_NO, shares=[]).where(*side, asked).execute()
        made = Introduction.uid == uid, Introduction.state == "introduced"
        Introduction.update(state="not_to_be").where(*made).execute()
