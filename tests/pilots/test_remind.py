"""The applicant is reminded of what waits, each time once; coordinators read it once a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.pilots.awaited import wanted_before
from regelruimte.pilots.remind import remind_of_pilots
from regelruimte.store.models import Pilot, Proposal
from tests.at_once import at_once
from tests.people import Applicant, Coordinator, Everyone
from tests.pilots.test_life import TO_DO, Pair, agreed, in_days
from tests.stored import mails

HOW = "Regelruimte vraagt hoe het gaat"


@pytest.fixture
def pair(applicant: Applicant, bart: Coordinator) -> Pair:
    """An approved pilot, and Bart in the workspace."""
    return Pair(applicant, bart)


def mailed(everyone: Everyone, days: int) -> list[str]:
    """Let the mailer do its round so many days from now, twice; return what the applicant got."""
    before = len(everyone.post_for(everyone.applicant.email))
    with clock.moved(timedelta(days=days)):
        for _ in range(2):
            everyone.app.test_cli_runner().invoke(args=["remind"])
        return [letter.subject for letter in everyone.post_for(everyone.applicant.email)[before:]]


def _to_accept(pair: Pair) -> None:
    pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())


def _to_measure(pair: Pair) -> None:
    pair.starts()
    pair.ours().follow("Rond de pilot af").press("Opslaan", end_it="yes")


@pytest.mark.parametrize("brings", [_to_accept, Pair.agrees, _to_measure])
def test_what_waits_for_the_applicant_is_told_after_one_week_and_two(
    everyone: Everyone, pair: Pair, brings: Callable[[Pair], object]
) -> None:
    brings(pair)
    mailed(everyone, 1)  # what the steps themselves told

    told = {days: mailed(everyone, days) for days in (6, 7, 8, 14, 15, 60)}
    assert told == {6: [], 7: [TO_DO], 8: [], 14: [TO_DO], 15: [], 60: []}


def test_who_was_away_hears_once_and_a_clock_put_back_reminds_nobody(
    everyone: Everyone, pair: Pair
) -> None:
    _to_accept(pair)

    assert mailed(everyone, 20) == [TO_DO]
    assert mailed(everyone, 8) == []


def test_who_wants_it_otherwise_waits_for_us(everyone: Everyone, pair: Pair) -> None:
    _to_accept(pair)
    wish = {"accept_it": "no", "accept_wish": "Een maand later."}
    pair.theirs().press("Stuur je antwoord", **wish)

    assert [mailed(everyone, days) for days in (7, 14)] == [[], []]


def test_at_the_end_date_the_applicant_is_asked_and_twice_more(
    everyone: Everyone, pair: Pair
) -> None:
    pair.starts()

    told = {days: mailed(everyone, days) for days in (1, 51, 99, 100, 106, 107, 114, 150)}
    assert told.pop(1) == ["Regelruimte: er is iets gewijzigd"]
    assert told == {51: [], 99: [], 100: [TO_DO], 106: [], 107: [TO_DO], 114: [TO_DO], 150: []}


def test_an_extended_trial_is_asked_about_at_its_new_end(everyone: Everyone, pair: Pair) -> None:
    pair.starts()
    page = pair.ours().follow("Verleng de pilot")
    page.press("Opslaan", new_end=in_days(150), extend_reason="Vakantie.")
    mailed(everyone, 1)

    assert mailed(everyone, 110) == []
    assert mailed(everyone, 150) == [TO_DO]


def test_an_address_of_somebody_else_is_mailed_nothing_and_noted_nowhere(
    app: Flask, everyone: Everyone, pair: Pair
) -> None:
    _to_accept(pair)
    mailed(everyone, 1)
    with app.app_context():
        Proposal.update(email_denied_at=clock.now()).execute()

    assert [mailed(everyone, days) for days in (7, 14)] == [[], []]
    with app.app_context():
        Proposal.update(email_denied_at=None).execute()
    assert mailed(everyone, 15) == [TO_DO]


@pytest.mark.both_databases
def test_of_several_mailers_one_reminds(app: Flask, everyone: Everyone, pair: Pair) -> None:
    _to_accept(pair)
    mailed(everyone, 1)
    before = len(mails(app))

    def reminds() -> None:
        with app.app_context():
            remind_of_pilots(everyone.config)

    with clock.moved(timedelta(days=7)):
        at_once(*[reminds] * 4)

    assert len(mails(app)) == before + 1


def test_half_a_year_and_a_year_later_the_applicant_is_asked_how_it_is(
    everyone: Everyone, pair: Pair
) -> None:
    pair.closes()
    mailed(everyone, 1)
    assert mailed(everyone, 180) == []

    assert mailed(everyone, 183) == [HOW]
    with clock.moved(timedelta(days=183)):
        page = pair.theirs()
        page.press("Opslaan", later_is="lasting", later_text="De grens staat er nog.")
        pair.bart.signs_in()
        assert "De grens staat er nog." in pair.ours().text
    assert mailed(everyone, 366) == [HOW]
    assert mailed(everyone, 700) == []


def test_what_was_stopped_is_left_alone(everyone: Everyone, pair: Pair) -> None:
    pair.starts()
    pair.theirs().follow("Stop de pilot").press("Stop de pilot", stop_reason="Klaar.")

    assert mailed(everyone, 200) == []


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (1, False), (3, True), (30, True)])
def test_a_day_is_told_that_leaves_time_enough(days: int, is_told: bool) -> None:
    day = clock.today() + timedelta(days=days)

    assert wanted_before(Pilot(status="preparing", starts_on=day)) == (day if is_told else None)
    assert wanted_before(Pilot(status="running", starts_on=day)) is None
