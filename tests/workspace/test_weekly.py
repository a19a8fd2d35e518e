"""The weekly mail: once a week, what waits in pilots and what others did in them, or no mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.demo.pilots import bring_to
from regelruimte.store.models import Pilot, Proposal
from regelruimte.workspace.weekly import mail_weekly
from tests.at_once import at_once
from tests.people import Coordinator, Everyone
from tests.postoffice import Letter
from tests.queries import noted_queries
from tests.stored import mails

pytestmark = pytest.mark.both_databases
MONDAY = date(2027, 2, 1)
FORM = {"pilot_form": "doe_tank", "duration_months": 6, "conditions": ""}


def on(day: date, hour: int = 9) -> timedelta:
    """How far the clock must be moved for it to be that Dutch day and hour, in winter."""
    return datetime(day.year, day.month, day.day, hour - 1, tzinfo=UTC) - clock.now()


def a_pilot(everyone: Everyone, number: int = 1, status: str = "", **changed: str) -> Proposal:
    """Return a proposal that was approved, and whose pilot came so far."""
    proposal = everyone.applicant.takes(number).has_sent(**changed)
    everyone.bart.has_replied(proposal, "approved", **FORM)
    with everyone.app.app_context():
        stored = Proposal.get_by_id(proposal.id)
        if status:
            bring_to(status, stored, everyone.config)
        return stored


def weekly(everyone: Everyone, person: Coordinator, day: date, hour: int = 9) -> list[Letter]:
    """Let the mailer do its round at this hour; return the weekly mails to this person so far."""
    with clock.moved(on(day, hour)):
        with everyone.app.app_context():
            mail_weekly(everyone.config)
        letters = everyone.post_for(person.email)
    return [letter for letter in letters if "De pilots van deze week" in letter.subject]


def test_it_comes_on_monday_morning_once(everyone: Everyone) -> None:
    with clock.moved(on(MONDAY - timedelta(days=4))):
        proposal = a_pilot(everyone)
    moments = [(0, 6), (0, 7), (0, 9), (1, 9), (4, 9), (5, 9), (6, 9), (7, 6)]
    told = [
        len(weekly(everyone, everyone.rense, MONDAY + timedelta(days=day), hour))
        for day, hour in moments
    ]

    assert told == [0, 1, 1, 1, 1, 1, 1, 1]
    letters = weekly(everyone, everyone.rense, MONDAY + timedelta(days=7))
    assert len(letters) == 2
    assert (
        f"{proposal.reference} ({proposal.title})\n  Een pilot zonder afspraken." in letters[0].text
    )


def test_after_a_public_holiday_it_comes_on_the_next_working_day(everyone: Everyone) -> None:
    easter = date(2027, 3, 29)
    with clock.moved(on(easter - timedelta(days=4))):
        a_pilot(everyone)

    days = [easter, easter + timedelta(days=1), easter + timedelta(days=2)]
    assert [len(weekly(everyone, everyone.rense, day)) for day in days] == [0, 1, 1]


def test_there_is_none_when_there_is_nothing_to_tell(everyone: Everyone) -> None:
    with clock.moved(on(MONDAY - timedelta(days=4))):
        everyone.applicant.has_sent()

    assert weekly(everyone, everyone.rense, MONDAY) == []


def test_who_did_it_oneself_is_not_told_and_the_other_is(everyone: Everyone) -> None:
    with clock.moved(on(MONDAY - timedelta(days=4))):
        proposal = a_pilot(everyone, 1, "running")

    letter = weekly(everyone, everyone.rense, MONDAY)[0]
    assert "Bart Krull legde de afspraken vast (28 januari 2027)" in letter.text
    assert letter.text.count(str(proposal.title)) == 1
    mine = weekly(everyone, everyone.bart, MONDAY)
    assert "Bart Krull legde" not in "".join(each.text for each in mine)
    later = weekly(everyone, everyone.rense, MONDAY + timedelta(days=7))[1:]
    assert proposal.reference not in "".join(each.text.split("Wat wacht")[0] for each in later)


def test_half_way_a_call_is_recommended(everyone: Everyone) -> None:
    with clock.moved(on(MONDAY - timedelta(days=4))):
        a_pilot(everyone, 1, "preparing")
    proposal = a_pilot(everyone, 2)
    with everyone.app.app_context():
        _runs_half(proposal)

    with clock.moved(on(MONDAY - timedelta(days=3))):
        everyone.app.test_cli_runner().invoke(args=["remind"])
    assert "De pilot is halverwege. Vraag hoe het gaat." in (
        weekly(everyone, everyone.rense, MONDAY)[-1].text
    )


def _runs_half(proposal: Proposal) -> None:
    """Let the trial of this proposal be half-way a few days before the Monday."""
    Pilot.create(
        proposal=proposal,
        status="running",
        mandate="present",
        agreement=1,
        baseline_at=clock.now(),
        starts_on=MONDAY - timedelta(days=50),
        ends_on=MONDAY + timedelta(days=42),
    )


def test_of_a_confidential_pilot_it_tells_no_title(everyone: Everyone) -> None:
    with clock.moved(on(MONDAY - timedelta(days=4))):
        proposal = a_pilot(everyone, confidential="confidential")

    letter = weekly(everyone, everyone.rense, MONDAY)[0]
    assert proposal.confidential
    assert proposal.reference in letter.text
    assert proposal.title not in letter.text + letter.html


def test_what_an_applicant_typed_is_not_clickable_in_it(everyone: Everyone) -> None:
    with clock.moved(on(MONDAY - timedelta(days=4))):
        a_pilot(everyone, title="Kijk op https://evil.example/x")

    letter = weekly(everyone, everyone.rense, MONDAY)[0]
    assert "evil[.]example" in letter.text
    assert "evil.example" not in letter.text + letter.html


def test_what_waits_for_a_day_far_ahead_is_not_told(everyone: Everyone) -> None:
    with clock.moved(on(MONDAY - timedelta(days=200))):
        a_pilot(everyone, 1, "awaiting_outcome")  # in 60 days the outcome is expected
    told = [
        "Een regel wacht op een uitkomst" in "".join(each.text for each in found)
        for weeks in (-18, 0)
        if (found := weekly(everyone, everyone.rense, MONDAY + timedelta(weeks=weeks)))
    ]

    assert told == [False, True]


def test_of_several_mailers_one_makes_it(app: Flask, everyone: Everyone) -> None:
    with clock.moved(on(MONDAY - timedelta(days=4))):
        a_pilot(everyone)
    before = len(mails(app))

    def makes() -> None:
        with app.app_context():
            mail_weekly(everyone.config)

    with clock.moved(on(MONDAY)):
        at_once(*[makes] * 4)

    assert len(mails(app)) == before + 2


def test_it_asks_each_thing_once_however_many_pilots_there_are(
    app: Flask, everyone: Everyone, config: Config
) -> None:
    with clock.moved(on(MONDAY - timedelta(days=4))):
        for number in (1, 2, 3):
            a_pilot(everyone, number)
    with clock.moved(on(MONDAY)), app.app_context(), noted_queries() as asked:
        mail_weekly(config)

    # PostgreSQL is asked the time besides, once for each mail.
    asked = [each for each in asked if "clock_timestamp" not in each]
    assert len(asked) == 16  # the week, nine reasons to wait, what happened, two mails
