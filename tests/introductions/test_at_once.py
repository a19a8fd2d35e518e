"""Answers, a change of mind, erasing, the end and reading, all at the same instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.leave import wipe_out
from regelruimte.introductions.read import take_back
from regelruimte.store.hold import TooLate
from regelruimte.store.models import IntroductionSide, OutgoingMail, Proposal
from tests.at_once import at_once
from tests.introducing import AFTER_FIRST, asks, ends, reads, says, side_of, two
from tests.long_run import times
from tests.people import Everyone

pytestmark = pytest.mark.both_databases
RACES = 1000 // 4  # in each of the four tests


def in_the_site(app: Flask, do: Callable[[], object]) -> Callable[[], object]:
    """Let a thread of its own do it; that it comes too late, or finds nothing, is an answer too."""

    def job() -> object:
        with app.app_context():
            try:
                return do()
            except (TooLate, IndexError, Proposal.DoesNotExist):
                return "too late"

    return job


def both_say_yes(app: Flask, everyone: Everyone) -> list[Proposal]:
    with app.app_context():
        Proposal.delete().execute()
        first, second = two(everyone)
        asks(everyone, [first, second])
        says(everyone, first, "yes")
        says(everyone, second, "yes")
    return [first, second]


def test_a_yes_is_read_or_taken_back_and_never_both(app: Flask, everyone: Everyone) -> None:
    for _ in range(times(short=4, long=RACES)):
        first, second = both_say_yes(app, everyone)
        with clock.moved(AFTER_FIRST):
            in_the_site(app, lambda: ends(everyone))()
            read, taken = at_once(
                in_the_site(app, lambda f=first: reads(f)),
                in_the_site(app, lambda s=second: take_back(side_of(s))),
            )

        assert bool(read) is (taken == "too late")


def test_who_erases_at_the_same_instant_is_not_read(app: Flask, everyone: Everyone) -> None:
    for _ in range(times(short=4, long=RACES)):
        first, second = both_say_yes(app, everyone)
        with clock.moved(AFTER_FIRST):
            in_the_site(app, lambda: ends(everyone))()
            at_once(
                in_the_site(app, lambda f=first: reads(f)),
                in_the_site(app, lambda s=second: wipe_out(s, everyone.config)),
            )
            with app.app_context():
                assert reads(first) == []
                assert IntroductionSide.select().count() == 1


def test_both_answer_and_leave_at_the_same_instant(app: Flask, everyone: Everyone) -> None:
    """The second is asked once at most, and only when the first said yes."""
    for number in range(times(short=4, long=RACES)):
        with app.app_context():
            Proposal.delete().execute()
            first, second = two(everyone)
            asks(everyone, [first, second])
        leaves = (first, second)[number % 2]
        at_once(
            in_the_site(app, lambda f=first: says(everyone, f, "yes")),
            in_the_site(app, lambda f=first: says(everyone, f, "yes")),
            in_the_site(app, lambda w=leaves: wipe_out(w, everyone.config)),
        )
        with app.app_context():
            asked = OutgoingMail.kind == "contact_question", OutgoingMail.proposal == second
            assert OutgoingMail.select().where(*asked).count() <= 1
            assert Proposal.select().count() == 1


def test_of_two_mailers_one_tells_the_news(app: Flask, everyone: Everyone) -> None:
    for _ in range(times(short=4, long=RACES)):
        both_say_yes(app, everyone)
        with clock.moved(timedelta(days=15)):
            found = at_once(*[in_the_site(app, lambda: ends(everyone)) for _ in range(3)])
        with app.app_context():
            news = OutgoingMail.select().where(OutgoingMail.kind == "contact_news")
            assert sorted(found, key=str) == [0, 0, 1]
            assert news.count() == 2
