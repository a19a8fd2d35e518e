"""The whole story, page after page, without JavaScript."""

from __future__ import annotations

import pytest

from tests.people import SAMPLES, Applicant, Coordinator


@pytest.mark.parametrize("number", range(1, 11))
def test_every_sample_reaches_both_coordinators(
    applicant: Applicant, bart: Coordinator, rense: Coordinator, number: int
) -> None:
    sent = applicant.takes(number).does_it_all()

    assert "RR-" in sent.text
    assert len(applicant.everyone.post_for(bart.email)) == 1
    assert len(applicant.everyone.post_for(rense.email)) == 1
    assert bart.opens_the_link().heading == SAMPLES[number - 1]["title"]


@pytest.mark.smtp
@pytest.mark.both_databases
def test_the_applicant_reads_what_a_coordinator_replied(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.does_it_all()
    bart.replies("Het mag al", room="Artikel 7:3 laat dit nu al toe.")

    page = applicant.opens_own_page()

    assert "Status: Het mag al" in page.text
    assert "Artikel 7:3 laat dit nu al toe." in page.text
