"""The clock: who is reminded of what and when, each of it once, on working days only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.replies import remind as reminding
from regelruimte.replies.queries import closes_at, given_replies
from regelruimte.replies.remind import remind
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal
from tests.at_once import at_once
from tests.people import Applicant, Coordinator
from tests.stored import mails

pytestmark = pytest.mark.both_databases

ASKED = {"unclear_questions": ["measure"], "unclear": "Wat tel je?"}


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def on(day: date, hour: int = 12) -> timedelta:
    """How far the clock must be moved for it to be that Dutch day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - clock.now()


def mailed(app: Flask) -> Counter[str]:
    """The reminders that were written, by their kind."""
    kinds = {"reminder", "apology", "more_reminder"}
    return Counter(mail.kind for mail in mails(app) if mail.kind in kinds)


# A proposal of Friday 18 December 2026: Christmas is on a Friday, New Year's Day too.
BEFORE_CHRISTMAS = date(2026, 12, 18)
CHRISTMAS = [
    (date(2026, 12, 25), {}),  # the fifth day would be this one, if it were no holiday
    (date(2026, 12, 27), {}),
    (date(2026, 12, 28), {"reminder": 2}),  # working day 5
    (date(2027, 1, 1), {"reminder": 2}),
    (date(2027, 1, 4), {"reminder": 4}),  # working day 9
    (date(2027, 1, 5), {"reminder": 4}),  # working day 10: the last
    (date(2027, 1, 6), {"reminder": 6, "apology": 1}),  # working day 11
    (date(2027, 2, 1), {"reminder": 6, "apology": 1}),
]


def test_reminders_come_on_working_days_five_and_nine_and_sorry_on_eleven(
    app: Flask, applicant: Applicant, config: Config
) -> None:
    with clock.moved(on(BEFORE_CHRISTMAS)):
        applicant.has_sent()

    for day, expected in CHRISTMAS:
        for _ in range(2):
            with clock.moved(on(day)):
                remind(config)
        assert mailed(app) == expected, day


def test_king_s_day_is_no_working_day(app: Flask, applicant: Applicant, config: Config) -> None:
    with clock.moved(on(date(2027, 4, 20))):  # a Tuesday; the 27th is King's Day
        due = applicant.has_sent().reply_due

    assert due == date(2027, 5, 7)  # the 5th is Liberation Day, the 6th Ascension Day
    assert not clock.is_working_day(date(2027, 4, 27))


def test_a_leap_day_is_a_day_like_another(applicant: Applicant) -> None:
    with clock.moved(on(date(2028, 2, 21))):
        assert applicant.has_sent().reply_due == date(2028, 3, 6)


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_a_night_that_summer_time_changes_has_one_day(
    app: Flask, applicant: Applicant, config: Config, day: date
) -> None:
    sent_on = clock.add_working_days(day, -5)
    with clock.moved(on(sent_on)):
        applicant.has_sent()
    for hour in range(24):
        with clock.moved(on(day, hour)):
            remind(config)

    assert mailed(app)["reminder"] <= 2


def test_who_was_away_for_a_week_is_reminded_once(
    app: Flask, applicant: Applicant, config: Config
) -> None:
    with clock.moved(on(BEFORE_CHRISTMAS)):
        applicant.has_sent()

    with clock.moved(on(date(2027, 1, 4))):
        remind(config)

    assert mailed(app) == {"reminder": 2}


def test_several_mailers_at_once_remind_once(
    app: Flask, applicant: Applicant, config: Config
) -> None:
    with clock.moved(on(BEFORE_CHRISTMAS)):
        applicant.has_sent()

    def remind_in_a_context() -> dict[str, int]:
        with app.app_context():
            return remind(config)

    with clock.moved(on(date(2026, 12, 28))):
        at_once(*[remind_in_a_context] * 4)

    assert mailed(app) == {"reminder": 2}


def test_after_a_reply_nobody_is_reminded(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "in_conversation", message="Bel me.")

    with clock.moved(timedelta(days=60)):
        remind(config)

    assert mailed(app) == {}


def test_a_reminder_holds_nothing_of_the_proposal(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    applicant.takes(9).has_sent()
    with clock.moved(timedelta(days=30)):
        remind(config)
        letter = bart.reads_mail()

    assert applicant.sample["title"] not in letter.subject + letter.text + letter.html
    assert "We hebben onze excuses gemaild." in letter.text


def test_a_question_is_recalled_after_one_week_and_two_and_closed_after_four(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "info_requested", **ASKED)

    told = {}
    for days in (6, 8, 13, 15, 20, 27):
        with clock.moved(timedelta(days=days)):
            remind(config)
        told[days] = mailed(app)["more_reminder"]
    assert told == {6: 0, 8: 1, 13: 1, 15: 2, 20: 2, 27: 2}
    assert applicant.stored.status == "info_requested"

    with clock.moved(timedelta(days=28, minutes=1)):
        remind(config)
        own = applicant.opens_own_page()
    assert applicant.stored.status == "declined"
    assert "We kregen geen antwoord op onze vraag" in own.text
    assert [mail.kind for mail in mails(app)][-3:] == ["unanswered", "unanswered", "reply"]


def test_who_was_away_is_asked_again_once_and_a_clock_put_back_asks_nobody(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "info_requested", **ASKED)
    for days in (20, 9):
        with clock.moved(timedelta(days=days)):
            remind(config)

    assert mailed(app)["more_reminder"] == 1


def test_who_was_asked_again_half_way_is_not_asked_for_it_once_more(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "info_requested", **ASKED)
    closes = closes_at(given_replies(proposal)[-1], config.terms)
    with transaction():
        events.add(proposal, "reminded", moment=f"question {closes.isoformat()}")
    with clock.moved(timedelta(days=15)):
        remind(config)

    assert mailed(app)["more_reminder"] == 0


def test_the_subject_tells_that_an_answer_is_needed_and_by_which_day(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "info_requested", **ASKED)
    closes = clock.dutch_date(clock.now() + timedelta(days=config.terms.answer_days))
    with clock.moved(timedelta(days=8)):
        remind(config)
        subject = applicant.reads_mail().subject

    assert subject.endswith(f"antwoord nodig, uiterlijk op {closes}")


def test_an_address_of_somebody_else_is_not_asked_again(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "info_requested", **ASKED)
    Proposal.update(email_denied_at=clock.now()).execute()
    with clock.moved(timedelta(days=15)):
        remind(config)

    assert mailed(app)["more_reminder"] == 0


def test_closing_and_its_mark_happen_together_or_not_at_all(
    app: Flask, applicant: Applicant, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    bart.has_replied(applicant.has_sent(), "info_requested", **ASKED)
    with clock.moved(timedelta(days=29)):
        with monkeypatch.context() as broken:
            broken.setattr(reminding, "give", lambda *_: 1 / 0)
            app.test_cli_runner().invoke(args=["remind"])
        assert applicant.stored.status == "info_requested"

        app.test_cli_runner().invoke(args=["remind"])
        assert applicant.stored.status == "declined"


def test_a_prepared_reply_outlives_the_closing_of_another(
    app: Flask, applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    bart.has_replied(applicant.takes(1).has_sent(), "info_requested", **ASKED)
    with clock.moved(timedelta(days=27)):
        other = applicant.takes(2).has_sent()
        path = rense.has_prepared(other, "already_allowed", room="Hier.")
    with clock.moved(timedelta(days=29)):
        app.test_cli_runner().invoke(args=["remind"])
        assert rense.visitor.visit(f"{path}/bevestigen").heading == "Controleer je reactie"


def test_what_was_closed_by_itself_can_be_reopened(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "info_requested", **ASKED)
    with clock.moved(timedelta(days=29)):
        remind(config)
        page = bart.replies("Heropenen", reason="Er kwam toch een antwoord, per telefoon.")

    assert "Status: Ontvangen" in page.text


@pytest.mark.settings(UNDO_MINUTES=15)
def test_what_a_coordinator_keeps_open_is_not_closed_again(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "info_requested", **ASKED)
    with clock.moved(timedelta(days=29)):
        remind(config)
        page = bart.opens_the_link().follow("Maak deze reactie ongedaan")
        page.press("Maak ongedaan", undo_it="undo")

        remind(config)

    assert applicant.stored.status == "info_requested"


def test_the_command_says_what_it_did(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()

    with clock.moved(timedelta(days=60)):
        result = app.test_cli_runner().invoke(args=["remind"])

    counts = {line.split(": ")[0]: line.split(": ")[1] for line in result.output.splitlines()}
    assert counts.pop("reminders") == "1"
    assert set(counts.values()) == {"0"}
