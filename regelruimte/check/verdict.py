"""From the answers of the check to its verdict: the worst answer decides, all reasons are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regelruimte.check.criteria import CRITERIA, Answer
from regelruimte.fields.question import Question, Situation, errors


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of the five outcomes; `may_propose` tells whether a proposal may follow."""

    key: str
    severity: int
    title: str
    next: str = ""
    may_propose: bool = True


ELIGIBLE = Outcome(
    "eligible",
    0,
    "Je kunt meedoen",
)
WITH_BZK = Outcome(
    "eligible_with_bzk",
    1,
    "Je kunt meedoen, met hulp van BZK",
)
DISCUSS = Outcome(
    "discuss",
    2,
    "Overleg eerst met ons",
    "Bel of mail ons. Of stuur toch een voorstel, dan bespreken we dat samen.",
)
NOT_YET = Outcome(
    "not_yet",
    3,
    "Nu nog niet",
    "Zorg eerst voor wat hierboven staat. Wil je de regel nu al melden? Stuur dan een signaal. "
    "Met een signaal vraag je geen pilot. We lezen het wel en je krijgt een reactie.",
)
NOT_ELIGIBLE = Outcome(
    "not_eligible",
    4,
    "Deze oproep past niet bij jou",
    "Je kunt nu geen voorstel sturen. Twijfel je, of is je situatie anders? Bel of mail ons.",
    may_propose=False,
)
OUTCOMES = (ELIGIBLE, WITH_BZK, DISCUSS, NOT_YET, NOT_ELIGIBLE)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer stands in the way, and what to do about it."""

    question: str
    answer: str
    text: str
    severity: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a finished check, with every reason, the most severe first."""

    outcome: Outcome
    reasons: tuple[Reason, ...]

    @property
    def is_signal(self) -> bool:
        """Tell whether a proposal after this check is a signaal, which asks for no pilot."""
        return self.outcome is NOT_YET


def verdict(check: Mapping[str, str]) -> Verdict:
    """Return the verdict on a finished check; raises KeyError when an answer is missing."""
    reasons = [_reason(criterion, _answer(criterion, check)) for criterion in CRITERIA]
    # The severities are the places of the outcomes in OUTCOMES.
    worst = max(reason.severity for reason in reasons)
    obstacles = sorted((r for r in reasons if r.severity), key=lambda r: -r.severity)
    return Verdict(OUTCOMES[worst], tuple(obstacles))


def is_signal(check: Mapping[str, str]) -> bool:
    """Tell whether a proposal after this check is a signaal.

    Of a check that lacks an answer, such as one from before a new criterion, the others decide.
    """
    chosen = [criterion.choice(check.get(criterion.key, "")) for criterion in CRITERIA]
    severities = [answer.severity for answer in chosen if isinstance(answer, Answer)]
    return max(severities, default=0) == NOT_YET.severity


def is_finished(check: Mapping[str, str]) -> bool:
    """Tell whether every criterion has one of its own answers."""
    return not errors(CRITERIA, Situation(check))


def known_answers(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the answers of the check in what an address or a form holds; all else is left out."""
    return {c.key: typed[c.key] for c in CRITERIA if c.choice(typed.get(c.key, ""))}


def reasons_so_far(check: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the way in each answer that was given, by the key of its question."""
    answered = [(c, _answer(c, check)) for c in CRITERIA if c.key in known_answers(check)]
    return {criterion.key: answer.reason for criterion, answer in answered if answer.reason}


def _answer(criterion: Question, check: Mapping[str, str]) -> Answer:
    answer = criterion.choice(check[criterion.key])
    if not isinstance(answer, Answer):
        raise KeyError(criterion.key)
    return answer


def _reason(criterion: Question, answer: Answer) -> Reason:
    return Reason(criterion.label, answer.label, answer.reason, answer.severity)
