"""The whole story in a real browser, with the site's own processes and a real mail server."""

from __future__ import annotations

import pytest

from tests.browser.people import BrowserApplicant, BrowserCoordinator


def test_from_the_call_to_the_reply(applicant: BrowserApplicant, bart: BrowserCoordinator) -> None:
    applicant.does_the_check()
    applicant.describes_the_rule()
    reference = applicant.sends()

    bart.opens_the_link(reference)
    bart.sees(applicant.sample["title"])
    bart.replies("Het mag al", room="In de werkinstructie staat dat het mag.")
    bart.sees(applicant.sample["title"])

    applicant.opens_own_page("Reactie van Regelruimte")
    assert "In de werkinstructie staat dat het mag." in applicant.page.content()


# The second and the fifth are asked every question between them; the fourth and the tenth differ in
# what is shown. All ten arrive without a browser in tests/journeys/.
@pytest.mark.parametrize(
    ("number", "java_script"),
    [(2, True), (2, False), (5, True), (5, False), (4, True), (10, True)],
    indirect=["java_script"],
)
def test_every_sample_arrives(
    applicant: BrowserApplicant, bart: BrowserCoordinator, number: int
) -> None:
    applicant.takes(number)
    # Where somebody asks for a Doe Tank, and where it is confidential; the others look alike.
    applicant.looks_closely = number in {4, 10}
    applicant.does_the_check()
    applicant.describes_the_rule()
    reference = applicant.sends()
    bart.opens_the_link(reference)
    bart.sees(applicant.sample["title"])
