"""The whole story in a real browser, with the site's own processes and a real mail server."""

from __future__ import annotations

import pytest

from regelruimte.proposals.questions import PARTS
from tests.browser.people import BrowserApplicant, BrowserCoordinator

# A confidential proposal and a signal show other pages than the first sample does; the rest looks
# like it. All ten arrive without a browser in tests/journeys/.
SAMPLES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
OFTEN = {(7, False), (10, True)}
EVERY = [
    pytest.param(number, runs, marks=() if (number, runs) in OFTEN else pytest.mark.seldom)
    for number in SAMPLES
    for runs in (True, False)
]


def test_from_the_call_to_the_reply(applicant: BrowserApplicant, bart: BrowserCoordinator) -> None:
    applicant.does_the_check()
    applicant.describes_the_rule()
    reference = applicant.sends()
    applicant.tells_more(PARTS[0])

    bart.opens_the_link(reference)
    bart.sees(applicant.title)
    assert applicant.sample["example"] in bart.page.content()
    bart.replies("Het mag al", room="In de werkinstructie staat dat het mag.")
    bart.sees(applicant.title)

    applicant.opens_own_page("Reactie van Regelruimte")
    assert "In de werkinstructie staat dat het mag." in applicant.page.content()


@pytest.mark.parametrize(("number", "java_script"), EVERY, indirect=["java_script"])
def test_every_sample_arrives(
    applicant: BrowserApplicant, bart: BrowserCoordinator, number: int
) -> None:
    applicant.takes(number)
    applicant.does_the_check()
    applicant.describes_the_rule()
    reference = applicant.sends()
    bart.opens_the_link("vertrouwelijk" if applicant.sample["confidential"] else reference)
    bart.sees(applicant.title)
