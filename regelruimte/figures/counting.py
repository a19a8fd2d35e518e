"""Counting the figures: proposals, checks, replies, hours and what became of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from statistics import median
from typing import TypeVar

from peewee import Field, ModelSelect, fn

from regelruimte import clock
from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import OUTCOMES as VERDICTS
from regelruimte.fields.question import Answers, Named
from regelruimte.figures.figure import Bar, Figure, from_json
from regelruimte.pilots.status import PILOT_STATUSES
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.outcomes import OUTCOMES
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.proposals.status import STATUSES
from regelruimte.store.db import transaction
from regelruimte.store.models import FiguresSnapshot, FinishedCheck, Pilot, Proposal
from regelruimte.store.types import Condition

Key = TypeVar("Key")
# Up to here counting is quick enough to be done for every look.
_QUICK = 5_000


@dataclass(frozen=True, slots=True)
class Span:
    """Which proposals, checks and pilots count: the days, and whether confidential ones do."""

    first: date = date(2000, 1, 1)
    last: date = date(2999, 12, 31)
    with_confidential: bool = True

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Return from and until when, in the Netherlands."""
        return _at(self.first, time.min), _at(self.last, time.max)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, clock.NETHERLANDS).astimezone(UTC)


ALL = Span()


def total(span: Span = ALL) -> int:
    """Return how many proposals were sent in these days; drafts do not count."""
    return int(Proposal.select().where(_sent(span)).count())


def _labels(known: Iterable[Named]) -> dict[str, str]:
    return {each.key: each.label for each in known}


_LABELS = {
    "status": _labels(STATUSES),
    "level": _labels(LEVELS),
    "workplace": _labels(next(c.choices for c in CRITERIA if c.key == "workplace")),
    "form": _labels(next(q.choices for q in QUESTIONS if q.key == "pilot_form")),
    "pilots": _labels(PILOT_STATUSES),
    "outcomes": _labels(OUTCOMES),
    "verdicts": {outcome.key: outcome.title for outcome in VERDICTS},
}


def labels_of(key: str) -> dict[str, str]:
    """Return the Dutch labels of this figure's bars, by the key that the database holds."""
    return _LABELS[key]


def count(span: Span = ALL) -> list[Figure]:
    """Count every figure, in the order of the page: ten queries, each over a whole table."""
    return [
        _proposals("status", "Voorstellen per status", Proposal.status, span),
        _proposals("level", "Soort regel", Proposal.rule_level, span),
        _proposals("workplace", "Waar indieners werken", Proposal.workplace, span),
        _proposals("form", "Aanpak", Proposal.pilot_form, span),
        _verdicts(span),
        *_obstacles(span),
        _first_replies(span),
        _pilots("pilots", "Pilots per status", Pilot.status, span),
        _pilots("outcomes", "Uitkomsten voor regels", Pilot.outcome, span),
        _hours(span),
    ]


def _sent(span: Span) -> Condition:
    sent = Proposal.reference.is_null(False)
    if span != ALL:
        sent &= Proposal.submitted_at.between(*span.moments)
    return sent if span.with_confidential else sent & ~Proposal.confidential


def _bars(labels: Mapping[str, str], counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return a bar for each label that was counted, in the order of the labels."""
    return tuple(Bar(label, counts[key]) for key, label in labels.items() if counts.get(key))


def _by_key(query: ModelSelect[Proposal] | ModelSelect[Pilot]) -> dict[str, int]:
    return dict(query.tuples().iterator())


def _proposals(key: str, title: str, column: Field[str], span: Span) -> Figure:
    rows = Proposal.select(column, fn.COUNT(1)).where(_sent(span)).group_by(column)
    return Figure(key, title, "voorstellen", _bars(labels_of(key), _by_key(rows)))


def _pilots(key: str, title: str, column: Field[str], span: Span) -> Figure:
    query = Pilot.select(column, fn.COUNT(1)).join(Proposal).where(_sent(span))
    counts = _by_key(query.group_by(column))
    return Figure(key, title, "pilots", _bars(labels_of(key), counts))


def _checks(span: Span, column: Field[Key]) -> Iterator[tuple[Key, int]]:
    days = FinishedCheck.day.between(span.first, span.last)
    query = FinishedCheck.select(column, fn.COUNT(1)).where(days).group_by(column)
    return query.tuples().iterator()


def _verdicts(span: Span) -> Figure:
    counts = dict(_checks(span, FinishedCheck.outcome))
    bars = _bars(labels_of("verdicts"), counts)
    return Figure("verdicts", "Uitkomsten van de check", "checks", bars)


def _obstacles(span: Span) -> list[Figure]:
    """Return two figures of answers in the check that stand in the way: by question, by answer."""
    by_question: Counter[str] = Counter()
    by_answer: Counter[str] = Counter()
    for answers, number in _checks(span, FinishedCheck.answers):
        for criterion in CRITERIA:
            chosen = criterion.choice(str(answers.get(criterion.key)))
            if chosen and chosen.severity > 1:  # type: ignore[attr-defined]
                by_question[criterion.label] += number
                by_answer[f"{criterion.label} {chosen.label}"] += number
    # In the order of the check: the order of their counts would tell of those suppressed.
    questions = _bars({each.label: each.label for each in CRITERIA}, by_question)
    return [
        Figure("obstacles", "Bij welke vraag mensen vastlopen", "checks", questions),
        Figure("answers", "Bij welk antwoord mensen vastlopen", "checks", _counted(by_answer)),
    ]


def _counted(counts: Counter[str]) -> tuple[Bar, ...]:
    return tuple(Bar(label, number) for label, number in counts.most_common())


_WAITS = ((2, "0 tot en met 2 werkdagen"), (5, "3 tot en met 5"), (10, "6 tot en met 10"))
_LATER = "Meer dan 10 werkdagen"


def _first_replies(span: Span) -> Figure:
    rows = Proposal.select(Proposal.submitted_at, Proposal.first_reply_at).where(
        _sent(span), Proposal.first_reply_at.is_null(False)
    )
    days = [_wait(clock.day_of(a), clock.day_of(b)) for a, b in rows.tuples().iterator()]
    counts = Counter(_bucket(each) for each in days)
    labels = (*(label for _, label in _WAITS), _LATER)
    bars = tuple(Bar(label, counts[label]) for label in labels if counts[label])
    half = f"{median(days):g}".replace(".", ",") if days else ""
    note = f"De helft kreeg binnen {half} werkdagen een reactie." if days else ""
    return Figure("replies", "Werkdagen tot de eerste reactie", "voorstellen", bars, note)


@cache
def _wait(sent: date, replied: date) -> int:
    return clock.working_days_between(sent, replied)


def _bucket(days: int) -> str:
    return next((label for most, label in _WAITS if days <= most), _LATER)


_HOURS = "Uren per maand door de regels"


def _hours(span: Span) -> Figure:
    query = (
        Pilot.select(Pilot.baseline_hours, Pilot.end_hours, Proposal.answers)
        .join(Proposal)
        .where(_sent(span), Pilot.measured_at.is_null(False))
        .tuples()
    )
    rows: list[tuple[int | None, int | None, Answers]] = list(query.iterator())
    claimed = (_number(answers.get("hours_per_month")) for *_, answers in rows)
    if not rows:
        return Figure("hours", _HOURS, "uren per maand", (), cases=0)
    bars = (
        Bar("Geschat in het voorstel", sum(claimed)),
        Bar("Geteld bij de nulmeting", _sum(baseline for baseline, _, _ in rows)),
        Bar("Geteld bij de eindmeting", _sum(end for _, end, _ in rows)),
    )
    note = f"Opgeteld over {len(rows)} pilots met een eindmeting."
    return Figure("hours", _HOURS, "uren per maand", bars, note, cases=len(rows))


def _number(answer: object) -> int:
    return answer if isinstance(answer, int) else 0


def _sum(hours: Iterable[int | None]) -> int:
    return sum(each or 0 for each in hours)


# Looking at them


def latest_figures() -> tuple[datetime, list[Figure]]:
    """Return the figures and when they were counted: now, or with many proposals this hour."""
    # The highest number stands for how many there are: counting a million takes a while.
    newest = Proposal.select(fn.MAX(Proposal.id)).scalar() or 0
    snapshot = FiguresSnapshot.select().first() if newest > _QUICK else None
    if snapshot is None:
        return clock.now(), count()
    return snapshot.at, [from_json(figure) for figure in snapshot.figures]


def store_figures() -> None:
    """Count all figures and store them, in the place of those that were stored before."""
    figures = [figure.as_json() for figure in count()]
    with transaction():
        FiguresSnapshot.delete().execute()
        FiguresSnapshot.create(figures=figures)
