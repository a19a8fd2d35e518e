"""The whole story, page after page, without JavaScript."""

from __future__ import annotations

import pytest

from tests.people import SAMPLES, Applicant, Coordinator


def shown(typed: str) -> str:
    """Return a text as a page shows it, every run of white space as one space."""
    return " ".join(typed.split())


@pytest.mark.parametrize("number", range(1, 11))
def test_every_sample_reaches_both_coordinators(
    applicant: Applicant, bart: Coordinator, rense: Coordinator, number: int
) -> None:
    sent = applicant.takes(number).does_it_all()
    applicant.token = sent.path.split("/")[2]

    assert "RR-" in sent.text
    assert len(applicant.everyone.post_for(bart.email)) == 1
    assert len(applicant.everyone.post_for(rense.email)) == 1
    page = bart.opens_the_link()
    assert page.heading == applicant.stored.title
    for key in ("rule_text", "rule_source", "alternative", "organisation"):
        assert shown(SAMPLES[number - 1][key]) in page.text


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
