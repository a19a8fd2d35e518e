"""What the database knows of an applicant, as the rules for an introduction look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regelruimte import clock
from regelruimte.introductions.objections import Party
from regelruimte.proposals.article import article_of
from regelruimte.store.models import Introduction, IntroductionSide, Proposal

_KNOWS = "yes"


def parties(proposals: Sequence[Proposal]) -> list[Party]:
    """Return what is known of each of these proposals' applicants; two queries for all."""
    rows = _sides(proposals)
    return [_party(proposal, rows) for proposal in proposals]


def is_reachable(proposal: Proposal) -> bool:
    """Tell whether the address is the applicant's, and the proposal still there."""
    confirmed = bool(proposal.email and proposal.email_confirmed_at)
    is_left = proposal.status == "withdrawn" or proposal.anonymised_at is not None
    return confirmed and not proposal.email_denied_at and not is_left


def _sides(proposals: Iterable[Proposal]) -> list[IntroductionSide]:
    """Return both sides of each introduction of these, the proposals loaded, the oldest first."""
    numbers = [proposal.id for proposal in proposals]
    theirs = IntroductionSide.select(IntroductionSide.introduction)
    theirs = theirs.where(IntroductionSide.proposal.in_(numbers))
    of_other = (Proposal.id, Proposal.reference)
    rows = IntroductionSide.select(IntroductionSide, Introduction, *of_other)
    rows = rows.join(Introduction).switch(IntroductionSide).join(Proposal)
    return list(rows.where(Introduction.id.in_(theirs)).order_by(IntroductionSide.id))


def _party(proposal: Proposal, rows: Sequence[IntroductionSide]) -> Party:
    own = [row for row in rows if row.proposal_id == proposal.id]
    within = {row.introduction_id for row in own}
    answers: Mapping[str, object] = proposal.answers
    return Party(
        reference=str(proposal.reference),
        group=proposal.same_rule,
        status=proposal.status,
        confidential=proposal.confidential,
        employer_knows=answers.get("manager_knows") == _KNOWS,
        sent_at=proposal.submitted_at,
        reachable=is_reachable(proposal),
        organisation=proposal.organisation,
        email=proposal.email,
        rule="" if proposal.rule_suggested else proposal.rule,
        article=article_of(proposal.part),
        times_asked=len(own),
        last_asked_on=clock.day_of(own[-1].introduction.begun_at) if own else None,
        own_employer_too=_said_of_colleagues(own),
        met=frozenset(str(row.proposal.reference) for row in rows if row.introduction_id in within),
    )


def _said_of_colleagues(own: Iterable[IntroductionSide]) -> bool:
    """Return what was answered last of somebody of the same employer."""
    said = [side.own_employer_too for side in own if side.answer]
    return bool(said and said[-1])
