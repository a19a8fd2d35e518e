"""A report is of a quarter that is over, stays as it was made, and leads to nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import product

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.figures.counting import labels_of
from regelruimte.figures.figure import Bar, Figure
from regelruimte.figures.quarter import quarter_on, quarters_over
from regelruimte.figures.report import (
    Report,
    make_reports,
    report_of,
    reported,
)
from regelruimte.figures.suppression import FEW, published_total, suppress_together
from regelruimte.maintenance.jobs import JOBS
from regelruimte.store.models import FinishedCheck, Proposal, QuarterReport
from tests.people import Applicant
from tests.stored import dump

LAST = quarters_over(1)[0]
THEN = datetime.combine(LAST.first, time(12), clock.NETHERLANDS) - clock.now()


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def some(applicant: Applicant) -> None:
    """Four proposals in the quarter that is over, and one in this."""
    with clock.moved(THEN):
        for _ in range(4):
            applicant.has_sent()
    applicant.has_sent()


def last_report() -> Report:
    made = report_of(LAST.key, reported())
    assert made is not None
    return made


@pytest.mark.usefixtures("some")
def test_only_quarters_that_are_over_have_a_report() -> None:
    assert make_reports() == 1

    assert reported() == [LAST]
    assert last_report().total == 4
    assert report_of(quarter_on(clock.today()).key, reported()) == last_report()


@pytest.mark.usefixtures("some")
def test_a_report_stays_as_it_was_made(app: Flask) -> None:
    make_reports()
    before, kept = last_report(), dump(app)["QuarterReport"]

    Proposal.update(status="withdrawn").execute()
    Proposal.delete().where(Proposal.id == Proposal.select().limit(1).scalar()).execute()

    assert make_reports() == 0
    assert last_report() == before
    assert dump(app)["QuarterReport"] == kept


@pytest.mark.usefixtures("some")
def test_a_report_that_another_machine_made_meanwhile_stays() -> None:
    QuarterReport.create(quarter=LAST.key, total=7, figures=[])

    make_reports()

    assert last_report() == Report(LAST, 7, [])


def test_without_anything_to_tell_no_report_is_made() -> None:
    assert make_reports() == 0
    assert report_of("", reported()) is None


def test_a_quarter_with_checks_only_has_a_report_too() -> None:
    FinishedCheck.create(day=LAST.last, outcome="eligible", answers={})

    assert make_reports() == 1


@pytest.mark.usefixtures("some")
def test_the_mailer_makes_it_but_not_by_a_clock_that_jumped(config: Config) -> None:
    made = []
    for hours in (0, 24, 24 + 100 * 24, 25 + 100 * 24):
        with clock.moved(timedelta(hours=hours)):
            for chore in JOBS:
                chore(config)
        made.append(reported())

    assert made[0] == []
    assert LAST in made[1]
    assert made[1] == made[2] == made[3]


def test_the_total_tells_no_one_or_two_confidential_ones() -> None:
    possible: dict[tuple[int | None, int | None], set[int]] = defaultdict(set)
    for open_ones, confidential in product(range(9), repeat=2):
        total = published_total(open_ones, open_ones + confidential)
        shown_open = None if 0 < open_ones < FEW else open_ones
        possible[total, shown_open].add(confidential)

    for (total, _), values in possible.items():
        assert len(values) > 1 or min(values) >= FEW, (total, values)


# Figures that hang together


def figure(key: str, **counts: int) -> Figure:
    labels = {} if key == "replies" else labels_of(key)
    bars = tuple(Bar(labels.get(name, name), count) for name, count in counts.items())
    return Figure(key, "Titel", "voorstellen", bars)


def everything_that_can_be(most: int) -> Iterator[tuple[int, list[Figure]]]:
    """Return each total with the figures that go with it, up to `most` of each status."""
    for waits, approved, declined, withdrawn in product(range(most + 1), repeat=4):
        sent = waits + approved + declined + withdrawn
        for silent, closed in product(range(waits, waits + withdrawn + 1), range(approved + 1)):
            for soon, kept in product(range(sent - silent + 1), range(closed + 1)):
                yield (
                    sent,
                    [
                        figure(
                            "status",
                            submitted=waits,
                            approved=approved,
                            declined=declined,
                            withdrawn=withdrawn,
                        ),
                        figure("replies", soon=soon, later=sent - silent - soon),
                        figure("pilots", running=approved - closed, closed=closed),
                        figure("outcomes", kept=kept, abolished=closed - kept),
                    ],
                )


def counts_of(figures: list[Figure], like: list[Figure]) -> tuple[int | None, ...]:
    """Return the counts of all bars of `like`, as these figures tell them."""
    told = {each.key: {bar.label: bar.count for bar in each.bars} for each in figures}
    return tuple(told[each.key].get(bar.label) for each in like for bar in each.bars)


def test_no_figure_gives_away_what_another_keeps_back() -> None:
    possible: dict[object, tuple[list[set[int | None]], tuple[int | None, ...]]] = {}
    for sent, figures in everything_that_can_be(most=3):
        published = suppress_together(figures)
        shown = counts_of(published, figures)
        secret = counts_of(figures, figures)
        key = (tuple(each.bars for each in published), published_total(sent, sent))
        values, _ = possible.setdefault(key, ([set() for _ in secret], shown))
        for seen, count in zip(values, secret, strict=True):
            seen.add(count)

    for values, shown in possible.values():
        for seen, count in zip(values, shown, strict=True):
            assert count is not None or len(seen) > 1, shown
