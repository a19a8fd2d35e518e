"""What the figures and the report ask the database: each thing once.

A number that changed is no fault by itself: see that nothing is counted twice, and write down the
new number. One of each is for the session.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from regelruimte import clock
from regelruimte.figures.report import make_reports
from tests.people import Applicant, Coordinator
from tests.queries import queries_of, repeated


@pytest.mark.parametrize(("path", "number"), [("cijfers", 12), ("rapport", 3), ("rapport.ods", 3)])
def test_a_page_asks_each_thing_once(
    applicant: Applicant, bart: Coordinator, path: str, number: int
) -> None:
    with clock.moved(-timedelta(days=100)):
        applicant.has_sent()
    with applicant.everyone.app.app_context():
        make_reports()
    bart.signs_in()

    asked = queries_of(bart.browser, "GET", f"/werkruimte/{path}")

    assert repeated(asked) == []
    assert len(asked) == number
