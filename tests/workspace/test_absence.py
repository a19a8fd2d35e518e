"""A coordinator who is away: the workspace says so, and reminders; applicants see nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.proposals.away import who_is_away
from regelruimte.replies.remind import remind
from regelruimte.store.models import Absence, Proposal
from regelruimte.store.retention import remove_what_is_past_its_term
from tests.people import Applicant, Coordinator
from tests.visitor import Page

pytestmark = pytest.mark.both_databases

A_WEEK = timedelta(days=7)


def goes_away(coordinator: Coordinator, day: str, *, expects: int | None = None) -> Page:
    page = coordinator.browser.visit("/werkruimte").follow("Ben je een tijd weg?")
    return page.press("Bewaar de dag", away_until=day, expects=expects)


def in_a_week() -> str:
    return (clock.today() + A_WEEK).isoformat()


def sentence(who: str) -> str:
    return f"{who} weg tot en met {clock.dutch_date(clock.today() + A_WEEK)}."


@pytest.fixture
def proposal(applicant: Applicant, bart: Coordinator, rense: Coordinator) -> Proposal:
    """A proposal that Rense took; both coordinators are in the workspace."""
    bart.signs_in()
    rense.signs_in()
    sent = applicant.has_sent()
    rense.looks_at(sent).press("Opslaan", handler=rense.email)
    return sent


def test_both_see_who_is_away_and_until_when(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    mine = goes_away(rense, in_a_week())

    assert sentence("Je bent") in mine.text
    assert sentence("Rense Bos is") in bart.browser.visit("/werkruimte").text
    assert sentence("Rense Bos is") in bart.looks_at(proposal).text
    (told,) = bart.page.soup.select("[id^=f-handler] ~ .choice__help")
    assert told.get_text() == sentence("Weg").replace("Weg weg", "Weg")


def test_it_ends_by_itself(proposal: Proposal, bart: Coordinator, rense: Coordinator) -> None:
    told = sentence("Rense Bos is")
    goes_away(rense, in_a_week())

    with clock.moved(A_WEEK):
        bart.signs_in()
        assert told in bart.looks_at(proposal).text
    with clock.moved(A_WEEK + timedelta(days=1)):
        bart.signs_in()
        assert "weg tot en met" not in bart.looks_at(proposal).text


def test_whoever_is_back_says_so(
    app: Flask, config: Config, proposal: Proposal, rense: Coordinator
) -> None:
    goes_away(rense, in_a_week())
    goes_away(rense, "")

    with app.app_context():
        assert who_is_away(config) == []


@pytest.mark.parametrize("day", ["2020-01-01", "morgen"])
def test_a_day_that_cannot_be_meant_is_refused(app: Flask, rense: Coordinator, day: str) -> None:
    rense.signs_in()

    page = goes_away(rense, day, expects=422)

    assert set(page.errors) == {"away_until"}
    assert page.value("away_until") == day
    with app.app_context():
        assert Absence.select().count() == 0


def test_reminders_of_what_is_theirs_say_so_to_the_other(
    app: Flask, config: Config, proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    goes_away(rense, (clock.today() + timedelta(days=60)).isoformat())

    with clock.moved(timedelta(days=8)), app.app_context():
        remind(config)
        letter = bart.reads_mail()

    assert "Rense Bos pakte dit voorstel op, en is weg" in letter.text
    assert "Rense Bos pakte dit voorstel op, en is weg" in letter.html


def test_reminders_of_what_is_not_theirs_do_not(
    app: Flask, config: Config, applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    rense.signs_in()
    applicant.has_sent()
    goes_away(rense, in_a_week())

    with clock.moved(timedelta(days=8)), app.app_context():
        remind(config)
        assert "is weg" not in bart.reads_mail().text


def test_applicants_see_nothing_of_it(
    proposal: Proposal, applicant: Applicant, rense: Coordinator
) -> None:
    goes_away(rense, in_a_week())

    assert "weg tot" not in applicant.opens_own_page().text


def test_it_is_forgotten_some_time_after_it_ended(
    app: Flask, config: Config, rense: Coordinator
) -> None:
    rense.signs_in()
    goes_away(rense, in_a_week())

    with clock.moved(A_WEEK + timedelta(days=config.terms.mail_days + 2)), app.app_context():
        removed = remove_what_is_past_its_term(config.terms)

    assert removed["absences"] == 1
