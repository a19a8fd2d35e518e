"""Counting: what is counted is what there is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.check.criteria import CRITERIA
from regelruimte.check.finish import finish
from regelruimte.figures import counting
from regelruimte.figures.counting import Span, count, latest_figures, store_figures, total
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.pilots.test_life import Pair

pytestmark = pytest.mark.both_databases

Told = dict[str, dict[str, int | None]]

LABELS = {criterion.key: criterion.label for criterion in CRITERIA}


def told(span: Span = counting.ALL) -> Told:
    return {figure.key: {bar.label: bar.count for bar in figure.bars} for figure in count(span)}


@pytest.fixture
def some(applicant: Applicant, bart: Coordinator) -> None:
    """Three proposals, one of them confidential and declined."""
    applicant.takes(1).has_sent(rule_level="act")
    applicant.takes(1).has_sent(rule_level="act", pilot_form="doe_tank")
    declined = applicant.takes(9).has_sent()
    bart.has_replied(declined, "declined", reason="too_broad", sentence="Te breed.")


@pytest.mark.usefixtures("some")
def test_proposals_are_counted_by_what_they_are(app: Flask) -> None:
    with app.app_context():
        figures = told()

    assert figures["status"] == {"Ontvangen": 2, "Gesloten zonder pilot": 1}
    assert figures["level"] == {"Wet": 2, "Europese regel": 1}
    assert sum(number or 0 for number in figures["form"].values()) == 3


@pytest.mark.usefixtures("some")
def test_confidential_ones_can_be_left_out(app: Flask) -> None:
    with app.app_context():
        span = Span(with_confidential=False)

        assert told(span)["status"] == {"Ontvangen": 2}
        assert (total(span), total()) == (2, 3)


def test_drafts_are_not_counted(app: Flask, applicant: Applicant) -> None:
    applicant.has_written_it_all()

    with app.app_context():
        assert told()["status"] == {}
        assert total() == 0


def test_a_span_counts_what_was_sent_in_it(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    today = clock.today()
    spans = {
        "today": Span(today, today),
        "yesterday": Span(today - timedelta(days=1), today - timedelta(days=1)),
    }

    with app.app_context():
        assert {name: total(span) for name, span in spans.items()} == {"today": 1, "yesterday": 0}
        assert told(spans["today"])["status"] == {"Ontvangen": 1}
        assert told(spans["yesterday"])["status"] == {}


def test_checks_are_counted_with_where_they_get_stuck(app: Flask, applicant: Applicant) -> None:
    check = applicant.sample["check"]
    with app.app_context():
        finish(check)
        finish({**check, "mandate": "no"})
        finish({**check, "mandate": "no", "time": "no"})
        figures = told()

    assert figures["verdicts"]["Je kunt meedoen"] == 1
    assert figures["obstacles"] == {
        LABELS["mandate"]: 2,
        LABELS["time"]: 1,
    }


@pytest.mark.parametrize(
    ("days", "label"),
    [(1, "0 tot en met 2 werkdagen"), (9, "6 tot en met 10"), (30, "Meer dan 10 werkdagen")],
)
def test_the_wait_for_a_first_reply_is_counted_in_working_days(
    app: Flask, applicant: Applicant, bart: Coordinator, days: int, label: str
) -> None:
    monday = clock.today() - timedelta(days=clock.today().weekday() + 70)
    with clock.moved(timedelta(days=(monday - clock.today()).days)):
        proposal = applicant.has_sent()
        with clock.moved(timedelta(days=days)):
            bart.has_replied(proposal, "already_allowed", room="Hier.")

    with app.app_context():
        assert told()["replies"] == {label: 1}


def test_hours_claimed_stand_beside_hours_measured(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart)
    pair.closes()

    with app.app_context():
        figures = told()
    assert figures["hours"] == {
        "Geschat in het voorstel": pair.proposal.answers["hours_per_month"],
        "Geteld bij de nulmeting": 30,
        "Geteld bij de eindmeting": 6,
    }
    assert figures["outcomes"] == {"Regel aangepast": 1}
    assert figures["pilots"] == {"Afgerond": 1}


def test_few_are_counted_at_once_and_many_once_an_hour(
    app: Flask, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant.has_sent()
    with app.app_context():
        store_figures()
        applicant.has_sent()
        assert sum(bar.count or 0 for bar in latest_figures()[1][0].bars) == 2

        monkeypatch.setattr(counting, "_QUICK", 0)
        assert sum(bar.count or 0 for bar in latest_figures()[1][0].bars) == 1
        store_figures()
        at, figures = latest_figures()
        assert sum(bar.count or 0 for bar in figures[0].bars) == 2
        assert figures == count()
        assert clock.now() - at < timedelta(minutes=1)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    friday, christmas = date(2026, 12, 18), date(2026, 12, 28)

    assert clock.working_days_between(friday, friday) == 0
    assert clock.working_days_between(friday, date(2026, 12, 21)) == 1
    assert clock.working_days_between(friday, christmas) == 5
    assert clock.working_days_between(christmas, friday) == 0


def test_what_was_anonymised_still_counts(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    with clock.moved(timedelta(days=400)):
        app.test_cli_runner().invoke(args=["retention"])
    with app.app_context():
        assert Proposal.get().title == ""
        assert told()["status"] == {"Ontvangen": 1}
