"""The report for BZK and the unions: one quarter, in numbers that lead to nobody.

It is made once, when the quarter is over, and kept as it was: of two reports of one quarter the
difference could be one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from peewee import fn

from regelruimte import clock
from regelruimte.figures.counting import Span, count, total
from regelruimte.figures.figure import Figure, from_json
from regelruimte.figures.quarter import Quarter, quarter_named, quarters_over
from regelruimte.figures.suppression import published_total, suppress_together
from regelruimte.store.db import transaction
from regelruimte.store.models import FinishedCheck, Proposal, QuarterReport

_BACK = 12
# Too detailed to publish: a single answer may be one check.
_LEFT_OUT = {"answers"}


@dataclass(frozen=True, slots=True)
class Report:
    """What is published of a quarter; `total` is None when it is too small."""

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
    quarters = (quarter for quarter in map(quarter_named, keys) if quarter)
    return sorted(quarters, key=lambda quarter: quarter.first, reverse=True)


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
    return Report(quarter, published_total(total(span), everything), suppress_together(figures))


def _begun() -> date:
    """Return the day of the first proposal or check; today if there is none."""
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
