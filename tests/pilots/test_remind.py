"""What stands still is brought up again, once each time, until the rule has an outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest

from regelruimte import clock
from tests.people import Applicant, Coordinator, Everyone
from tests.pilots.test_life import Pair, in_days

US, THEM = "b.krull@imi.nu", "r.bos@imi.nu"


@pytest.fixture
def pair(applicant: Applicant, bart: Coordinator) -> Pair:
    """An approved pilot, and Bart in the workspace."""
    return Pair(applicant, bart)


def mailed(everyone: Everyone, days: int) -> dict[str, list[str]]:
    """Let the mailer do its round so many days from now, twice; return what came, by address."""
    before = {to: len(everyone.post_for(to)) for to in (US, THEM, everyone.applicant.email)}
    with clock.moved(timedelta(days=days)):
        for _ in range(2):
            everyone.app.test_cli_runner().invoke(args=["remind"])
        return {
            to: [letter.subject for letter in everyone.post_for(to)[count:]]
            for to, count in before.items()
        }


def test_an_approval_that_stands_still_is_brought_up_every_month(
    everyone: Everyone, pair: Pair
) -> None:
    subject = f"[Regelruimte] Pilot {pair.proposal.reference} is nog niet begonnen"

    assert mailed(everyone, 29)[US] == []
    for days in (30, 60, 90):
        assert mailed(everyone, days) == {
            US: [subject],
            THEM: [subject],
            everyone.applicant.email: [],
        }
        assert mailed(everyone, days + 20)[US] == []


def test_half_way_and_at_the_end_both_sides_are_asked(everyone: Everyone, pair: Pair) -> None:
    pair.starts()
    everyone.post_for(US)

    assert mailed(everyone, 40)[US] == []
    half_way = mailed(everyone, 51)
    assert len(half_way[US]) == len(half_way[THEM]) == 1
    assert half_way[everyone.applicant.email] == ["Regelruimte vraagt hoe het gaat"]
    assert mailed(everyone, 70)[US] == []
    assert len(mailed(everyone, 100)[US]) == 1
    assert len(mailed(everyone, 131)[US]) == 1


def test_who_told_how_it_goes_is_not_asked_half_way(everyone: Everyone, pair: Pair) -> None:
    pair.starts()
    pair.theirs().follow("Vertel hoe het gaat").press(
        "Opslaan", check_going="well", check_text="Goed."
    )

    assert mailed(everyone, 51)[everyone.applicant.email] == []


def test_an_extended_trial_is_asked_about_at_its_new_end(everyone: Everyone, pair: Pair) -> None:
    pair.starts()
    pair.theirs().follow("Vertel hoe het gaat").press(
        "Opslaan", check_going="well", check_text="Goed."
    )
    page = pair.ours().follow("Verleng de pilot")
    page.press("Opslaan", new_end=in_days(150), extend_reason="Vakantie.")

    assert mailed(everyone, 110)[US] == []
    assert len(mailed(everyone, 150)[US]) == 1


def test_the_rule_owner_is_brought_up_every_thirty_days(everyone: Everyone, pair: Pair) -> None:
    pair.awaits_outcome()

    assert mailed(everyone, 29)[US] == []
    assert [len(mailed(everyone, days)[US]) for days in (30, 60, 90)] == [1, 1, 1]


def test_half_a_year_and_a_year_later_the_applicant_is_asked_how_it_is(
    everyone: Everyone, pair: Pair
) -> None:
    pair.closes()
    asked = ["Regelruimte vraagt hoe het gaat"]
    assert mailed(everyone, 180) == {US: [], THEM: [], everyone.applicant.email: []}

    assert mailed(everyone, 183)[everyone.applicant.email] == asked
    with clock.moved(timedelta(days=183)):
        page = pair.theirs().follow("Vertel hoe het nu met de regel is")
        page.press("Opslaan", later_is="lasting", later_text="De grens staat er nog.")
        pair.bart.signs_in()
        assert "De grens staat er nog." in pair.ours().text
    assert mailed(everyone, 366)[everyone.applicant.email] == asked
    assert mailed(everyone, 700)[everyone.applicant.email] == []


def test_what_was_stopped_is_left_alone(everyone: Everyone, pair: Pair) -> None:
    pair.starts()
    pair.theirs().follow("Stop de pilot").press("Stop de pilot", stop_reason="Klaar.")

    assert mailed(everyone, 200) == {US: [], THEM: [], everyone.applicant.email: []}
