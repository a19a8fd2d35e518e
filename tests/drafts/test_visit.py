"""What a link of a draft opens: one stage of it, and nothing once it is dead."""

from __future__ import annotations

import pytest

from regelruimte.proposals.questions import ABOUT_YOU_STEP
from tests.people import Applicant
from tests.visitor import Visitor


@pytest.mark.parametrize("place", ["", "/check", "/regel", "/over-jou", "/later", "/openen"])
def test_once_it_was_sent_every_page_leads_to_where_it_went(
    applicant: Applicant, place: str
) -> None:
    applicant.has_sent()

    page = applicant.opens(place.removeprefix("/"))

    assert page.heading == "Je voorstel is verstuurd"


@pytest.mark.parametrize("place", ["openen", "verstuurd"])
def test_as_long_as_it_is_written_there_is_no_other_page_of_it(
    applicant: Applicant, place: str
) -> None:
    applicant.has_written(until="over-jou")

    assert applicant.opens(place).heading == ABOUT_YOU_STEP.title


@pytest.mark.settings(RATELIMIT_ENABLED=1)
@pytest.mark.parametrize("path", ["/voorstel/{}/regel", "/mijn/{}/intrekken"])
def test_a_dead_link_is_told_so_however_often_it_is_posted_to(visitor: Visitor, path: str) -> None:
    answers = [visitor.client.post(path.format("a" * 32)).status_code for _ in range(62)]

    assert set(answers) == {404}
