"""A program at the last button: told what to do, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from regelruimte import clock
from tests.people import Applicant

pytestmark = pytest.mark.settings(RATELIMIT_ENABLED=1)


@pytest.fixture
def applicant(applicant: Applicant) -> Applicant:
    """Somebody who took a few minutes to write."""
    with clock.moved(timedelta(minutes=-5)):
        applicant.has_written()
    return applicant


def test_a_person_sends_without_noticing_anything(applicant: Applicant) -> None:
    assert applicant.sends().heading == "Je voorstel is verstuurd"


def test_a_field_that_nobody_sees_must_stay_empty(applicant: Applicant) -> None:
    page = applicant.page.press(
        "Verstuur je", address_is_right="yes", website="https://x.example", expects=422
    )

    assert set(page.errors) == {"website"}
    assert applicant.stored.status == "draft"
    assert page.press("Verstuur je", website="").heading == "Je voorstel is verstuurd"


def test_whoever_has_that_field_filled_in_by_a_program_sees_it_and_can_empty_it(
    applicant: Applicant,
) -> None:
    page = applicant.page
    for _ in range(2):  # a password manager fills it in each time
        page = page.press(
            "Verstuur je", address_is_right="yes", website="https://x.example", expects=422
        )

        field = page.soup.select_one("[name=website]")
        assert field.find_parent(attrs={"aria-hidden": "true"}) is None
        assert "tabindex" not in field.attrs
        assert page.value("address_is_right") == ["yes"]


def test_nobody_writes_it_all_in_a_few_seconds(applicant: Applicant) -> None:
    applicant.has_written()

    page = applicant.page.press("Verstuur je", address_is_right="yes")
    assert page.status == 422
    assert "seconden" in page.errors["address_is_right"]
    assert applicant.stored.status == "draft"

    with clock.moved(timedelta(seconds=21)):
        page = page.press("Verstuur je")  # what was chosen is still chosen
    assert page.heading == "Je voorstel is verstuurd"
