"""The report for BZK and the unions: one quarter, in numbers that lead to nobody.

It is made once, when the quarter is over, and kept as it was: of two reports of one quarter the
difference could be one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from peewee import fn

from regelruimte import clock
from regelruimte.figures.counting import Span, count, labels_of, total
from regelruimte.figures.figure import FEW, Figure, from_json, kept_back, suppress_small_counts
from regelruimte.figures.quarter import Quarter, quarter_named, quarters_over
from regelruimte.store.db import transaction
from regelruimte.store.models import FinishedCheck, Proposal, QuarterReport

_BACK = 12
# Too detailed, or not for others.
_LEFT_OUT = {"answers"}
# Which bars of another figure could be reckoned from one: it is told when none of those is kept
# back. Whoever has no reply yet is "Ontvangen" or took it back, each pilot was approved, a rule has
# an outcome when its pilot is over, and the worst answer of a check is its verdict.
_TELLS_OF: dict[str, tuple[str, tuple[str, ...]]] = {
    "replies": ("status", ("submitted", "withdrawn")),
    "pilots": ("status", ("approved",)),
    "outcomes": ("pilots", ("closed",)),
    "hours": ("pilots", ("evaluating", "awaiting_outcome", "closed")),
    "obstacles": ("verdicts", tuple(labels_of("verdicts"))),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported of a quarter; `total` is None when it is too few to tell."""

    quarter: Quarter
    total: int | None
    figures: list[Figure]


def make_reports() -> int:
    """Make and keep the report of each quarter that is over and has none; return how many."""
    begun, known = _begun(), reported()
    missing = [q for q in quarters_over(_BACK) if q.last >= begun and q not in known]
    for quarter in missing:
        _keep(report(quarter))
    return len(missing)


def reported() -> list[Quarter]:
    """Return the quarters that have a report, the last one first."""
    keys = (row.quarter for row in QuarterReport.select(QuarterReport.quarter))
    found = (quarter for quarter in map(quarter_named, keys) if quarter)
    return sorted(found, key=lambda quarter: quarter.first, reverse=True)


def report_of(key: str, quarters: Sequence[Quarter]) -> Report | None:
    """Return the report of the quarter with this key; of any other key the last one's.

    `quarters` are those that have a report, the last one first; None if there are none.
    """
    if not quarters:
        return None
    quarter = next((each for each in quarters if each.key == key), quarters[0])
    kept = QuarterReport.get(QuarterReport.quarter == quarter.key)
    return Report(quarter, kept.total, [from_json(figure) for figure in kept.figures])


def report(quarter: Quarter) -> Report:
    """Count a quarter: confidential proposals in the total only, nothing of fewer than three."""
    span = Span(quarter.first, quarter.last, with_confidential=False)
    everything = total(replace(span, with_confidential=True))
    figures = (figure for figure in count(span) if figure.key not in _LEFT_OUT)
    return Report(quarter, total_told(total(span), everything), told_together(figures))


def total_told(open_ones: int, everything: int) -> int | None:
    """Return the total that can stand beside the figures, which are of the open proposals only.

    One or two confidential ones are left out of it; of one or two open ones no total is told,
    however many are confidential: the figures show that there are few.
    """
    if 0 < open_ones < FEW:
        return None
    return everything if everything - open_ones >= FEW else open_ones


def told_together(figures: Iterable[Figure]) -> list[Figure]:
    """Keep back what is of few, and then each figure that would tell of it in another.

    A figure comes after the one that it could tell of.
    """
    told: dict[str, Figure] = {}
    for figure in figures:
        told[figure.key] = (
            kept_back(figure) if _gives_away(figure, told) else suppress_small_counts(figure)
        )
    return list(told.values())


def _gives_away(figure: Figure, told: Mapping[str, Figure]) -> bool:
    other, keys = _TELLS_OF.get(figure.key, ("", ()))
    return other in told and told[other].hides([labels_of(other)[key] for key in keys])


def _begun() -> date:
    """Return the first day of which there is something to tell."""
    sent = Proposal.select(fn.MIN(Proposal.submitted_at)).scalar()
    checked = FinishedCheck.select(fn.MIN(FinishedCheck.day)).scalar()
    days = [clock.day_of(sent)] if sent else []
    return min([*days, checked] if checked else days, default=clock.today())


def _keep(made: Report) -> None:
    figures = [figure.as_json() for figure in made.figures]
    row = {"quarter": made.quarter.key, "total": made.total, "figures": figures}
    with transaction():
        # Another machine may have made it meanwhile: the first one counts.
        QuarterReport.insert(row).on_conflict_ignore().execute()
