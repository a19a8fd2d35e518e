"""From the answers of the check to its verdict: the worst answer decides, all reasons are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regelruimte.check.criteria import CRITERIA, Answer
from regelruimte.fields.question import Question, Situation, asked, errors


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of the five outcomes; `may_propose` tells whether a proposal may follow."""

    key: str
    severity: int
    title: str
    next: str
    may_propose: bool = True


ELIGIBLE = Outcome(
    "eligible",
    0,
    "Je kunt meedoen",
    "Beschrijf nu je regel en wat je in plaats daarvan wilt doen.",
)
WITH_BZK = Outcome(
    "eligible_with_bzk",
    1,
    "Je kunt meedoen, met hulp van BZK",
    "Beschrijf nu je regel. We vragen je straks waar BZK bij kan helpen.",
)
DISCUSS = Outcome(
    "discuss",
    2,
    "Laten we even overleggen",
    "Bel of mail ons. Of beschrijf toch je voorstel, dan bespreken we het daarna.",
)
NOT_YET = Outcome(
    "not_yet",
    3,
    "Nu nog niet",
    "Regel eerst wat hierboven staat. Wil je de regel toch nu al melden? Stuur hem dan als "
    "signaal. Een signaal vraagt niet om een pilot, maar we lezen het wel.",
)
NOT_ELIGIBLE = Outcome(
    "not_eligible",
    4,
    "Deze oproep past niet bij jou",
    "Een voorstel sturen kan niet. Twijfel je, of is je situatie anders? Bel of mail ons.",
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


def first_unanswered(check: Mapping[str, str]) -> Question | None:
    """Return the question to ask next, or None when the check is finished."""
    return next((c for c in asked(CRITERIA, Situation(check)) if c.key not in check), None)


def _answer(criterion: Question, check: Mapping[str, str]) -> Answer:
    answer = criterion.choice(check[criterion.key])
    if not isinstance(answer, Answer):
        raise KeyError(criterion.key)
    return answer


def _reason(criterion: Question, answer: Answer) -> Reason:
    return Reason(criterion.label, answer.label, answer.reason, answer.severity)
