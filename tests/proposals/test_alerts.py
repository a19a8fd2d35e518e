"""A flood of proposals of nobody knows whom: each is told, many of them in one mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from tests.people import Applicant, Coordinator
from tests.postoffice import Letter

pytestmark = pytest.mark.settings(RATELIMIT_ENABLED=1)
AT_ONCE = 30


@pytest.fixture
def flood(applicant: Applicant) -> list[str]:
    """The references of forty proposals, sent in one go by forty addresses."""
    return [
        str(applicant.has_sent(email=f"stroom-{number}@voorbeeld.example").reference)
        for number in range(40)
    ]


def told(letters: list[Letter]) -> str:
    return "".join(letter.subject + letter.text for letter in letters)


def test_both_coordinators_hear_of_every_proposal_in_few_mails(
    flood: list[str], bart: Coordinator, rense: Coordinator
) -> None:
    for coordinator in (bart, rense):
        letters = coordinator.everyone.post_for(coordinator.email)
        assert len(letters) == AT_ONCE + 1
        assert all(reference in told(letters) for reference in flood)


def test_what_comes_later_is_gathered_an_hour_later(
    flood: list[str], applicant: Applicant, bart: Coordinator
) -> None:
    bart.everyone.post_for(bart.email)
    late = str(applicant.has_sent().reference)
    assert late not in told(bart.everyone.post_for(bart.email))

    with clock.moved(timedelta(minutes=61)):
        assert late in told(bart.everyone.post_for(bart.email))


def test_who_confirms_the_address_does_not_wait(
    flood: list[str], applicant: Applicant, bart: Coordinator
) -> None:
    bart.everyone.post_for(bart.email)
    proposal = applicant.has_sent()

    applicant.opens_own_page()

    assert str(proposal.reference) in bart.reads_mail().subject


def test_every_one_is_to_be_seen_in_the_workspace(
    app: Flask, flood: list[str], bart: Coordinator
) -> None:
    bart.everyone.post_for("")
    bart.signs_in()
    page = bart.browser.visit("/werkruimte/voorstellen")

    addresses = [link["href"] for link in page.soup.select(".rows a")]
    assert {address[-12:] for address in addresses} >= set(flood)
    assert "Adres niet bevestigd" in bart.browser.visit(addresses[0]).text


def test_a_confirmed_address_is_not_called_unconfirmed(
    applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    assert "nog niet bevestigd" in bart.reads_mail().text
    applicant.opens_own_page()
    bart.signs_in()

    assert "niet bevestigd" not in bart.browser.visit("/werkruimte/voorstellen").text
    assert "niet bevestigd" not in bart.looks_at(proposal).text
