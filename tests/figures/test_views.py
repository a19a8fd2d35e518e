"""Figures and the report as a coordinator gets them."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from regelruimte import clock
from regelruimte.figures.quarter import quarters_over
from regelruimte.figures.report import make_reports
from tests.downloads import download, from_ods
from tests.people import Applicant, Coordinator


@pytest.fixture
def coordinator(bart: Coordinator) -> Coordinator:
    """Bart in the workspace."""
    bart.signs_in()
    return bart


# Figures


def test_figures_are_bars_with_the_same_numbers_in_a_table(
    applicant: Applicant, coordinator: Coordinator
) -> None:
    applicant.has_sent()
    applicant.takes(2).has_sent()
    page = coordinator.browser.visit("/werkruimte/cijfers")

    figure = page.soup.find("section", attrs={"aria-labelledby": "figure-status"})
    assert figure
    assert "Ontvangen: 2" in " ".join(figure.get_text(" ").split())
    assert figure.select("svg[aria-hidden=true] rect[width='100.0%']")
    assert [cell.get_text() for cell in figure.select("table tbody tr *")] == ["Ontvangen", "2"]


def test_figures_of_nothing_say_so(coordinator: Coordinator) -> None:
    assert "Hier is nog niets te tellen." in coordinator.browser.visit("/werkruimte/cijfers").text


# The report


REPORT = "/werkruimte/rapport"
LAST = quarters_over(1)[0]


def reports(applicant: Applicant, *samples: int) -> None:
    """Have these samples sent in the last quarter that is over, and its report made."""
    then = datetime.combine(LAST.first, time(12), clock.NETHERLANDS) - clock.now()
    with clock.moved(then):
        for number in samples:
            applicant.takes(number).has_sent(title=f"Niet te noemen {number}")
    with applicant.everyone.app.app_context():
        make_reports()


def test_the_report_tells_no_number_under_three_and_confidential_ones_in_the_total(
    applicant: Applicant, coordinator: Coordinator
) -> None:
    reports(applicant, 1, 1, 1, 1, 9, 9, 9, 5)
    page = coordinator.browser.visit(REPORT)

    assert "kwamen er 8 voorstellen binnen" in page.text
    level = page.soup.find("section", attrs={"aria-labelledby": "figure-level"})
    assert level
    assert "het aantal is te klein" in level.get_text()
    assert not level.select("tbody td")
    assert "Europese regel" not in page.text
    assert "Niet te noemen" not in page.text


def test_one_or_two_confidential_ones_cannot_be_reckoned_from_the_total(
    applicant: Applicant, coordinator: Coordinator
) -> None:
    reports(applicant, 1, 1, 1, 9, 9)

    assert "kwamen er 3 voorstellen binnen" in coordinator.browser.visit(REPORT).text


def test_the_report_is_of_the_last_quarter_that_has_one_unless_told(
    applicant: Applicant, coordinator: Coordinator
) -> None:
    reports(applicant, 1, 1, 1)
    page = coordinator.browser.visit(REPORT)

    assert page.value("kwartaal") == LAST.key
    assert page.press("Toon dit kwartaal").text == page.text
    for key in ("nonsens", LAST.next.key):
        assert coordinator.browser.visit(f"{REPORT}?kwartaal={key}").text == page.text


def test_before_a_quarter_is_over_there_is_no_report(
    applicant: Applicant, coordinator: Coordinator
) -> None:
    applicant.has_sent()

    assert "Er is nog geen rapport." in coordinator.browser.visit(REPORT).text
    assert coordinator.browser.visit(f"{REPORT}.ods").status == 404


def test_the_report_is_a_file_too(applicant: Applicant, coordinator: Coordinator) -> None:
    reports(applicant, 1, 1, 1)

    rows = from_ods(download(coordinator, f"{REPORT}.ods?kwartaal={LAST.key}"))

    assert rows[0] == ["Cijfer", "Wat", "Aantal"]
    assert ["Voorstellen per status", "Ontvangen", 3] in rows
