"""A wait that nobody ends: it ends by itself, and the second is reminded before that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from peewee import fn

from regelruimte import clock
from regelruimte.config import Config, Policy
from regelruimte.replies.give import give
from regelruimte.replies.undo import undo
from regelruimte.second_opinion.agree import agree
from regelruimte.second_opinion.disagree import disagree
from regelruimte.second_opinion.lapse import lapse
from regelruimte.second_opinion.remind import remind_seconds
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Proposal, Reply
from tests.at_once import at_once
from tests.long_run import times
from tests.people import Applicant, Coordinator
from tests.second_opinion.conftest import REASON
from tests.stored import mails

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.settings(DECISION_POLICY="both", UNDO_MINUTES=15),
]


ROUNDS = times(short=3, long=200)


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def at(moment: datetime) -> timedelta:
    """How far the clock must be moved for it to be that moment, and a second later."""
    return moment - clock.now() + timedelta(seconds=1)


def mailed(app: Flask, kind: str) -> Counter[str]:
    return Counter(mail.recipient for mail in mails(app) if mail.kind == kind)


def test_nobody_in_time_lets_it_count_and_both_are_told(
    app: Flask, applicant: Applicant, asked: Proposal, config: Config
) -> None:
    until = Reply.get().waits_until
    with clock.moved(at(until) - timedelta(minutes=1)):
        assert lapse(config) == 0
    assert applicant.stored.status == "submitted"

    with clock.moved(at(until)):
        assert lapse(config) == 1
        assert lapse(config) == 0

    reply = Reply.get()
    assert applicant.stored.status == "declined"
    assert applicant.stored.first_reply_at >= until
    assert reply.visible_at - reply.given_at == timedelta(minutes=15)
    everybody = {person.email: 1 for person in config.coordinators}
    assert mailed(app, "second_told") == everybody
    assert mailed(app, "reply") == {applicant.email: 1}


def test_without_an_objection_it_counts_at_the_end_of_the_next_working_day_for_good(
    applicant: Applicant, sent: Proposal, bart: Coordinator, config: Config
) -> None:
    bart.everyone.config = replace(config, decision_policy=Policy.OBJECTION)
    bart.has_replied(sent, "declined", **REASON)
    sent_on, until = clock.today(), Reply.get().waits_until
    assert until == clock.moment_on(clock.add_working_days(sent_on, 1), 17)

    with clock.moved(at(until)):
        assert lapse(config) == 1

    reply = Reply.get()
    assert applicant.stored.status == "declined"
    assert reply.visible_at == reply.given_at


@pytest.mark.parametrize("policy", ["both", "objection"])
def test_a_reply_keeps_the_policy_under_which_it_was_sent(
    app: Flask, applicant: Applicant, sent: Proposal, bart: Coordinator, policy: str
) -> None:
    everyone, changed = bart.everyone, bart.everyone.config
    everyone.config = replace(changed, decision_policy=Policy(policy))
    bart.has_replied(sent, "declined", **REASON)
    until = Reply.get().waits_until

    one = replace(changed, decision_policy=Policy.ONE, coordinators=changed.coordinators[:1])
    assert lapse(one) == 0
    assert applicant.stored.status == "submitted"
    with clock.moved(at(until)):
        assert lapse(one) == 1

    assert applicant.stored.status == "declined"
    assert Reply.get().policy == policy


def test_what_was_given_before_the_policy_was_changed_stays_given(
    applicant: Applicant, sent: Proposal, bart: Coordinator, config: Config
) -> None:
    bart.everyone.config = replace(config, decision_policy=Policy.ONE)
    bart.has_replied(sent, "declined", **REASON)

    with clock.moved(timedelta(days=9)):
        assert lapse(config) == 0

    assert applicant.stored.status == "declined"


def test_what_the_applicant_took_back_never_counts(
    app: Flask, applicant: Applicant, asked: Proposal, config: Config
) -> None:
    page = applicant.opens_own_page().follow("Je voorstel intrekken")
    page.press("Trek je voorstel in", withdraw_it="yes")

    with clock.moved(timedelta(days=9)):
        assert lapse(config) == 0
        assert remind_seconds(config) == {"seconds": 0}

    assert applicant.stored.status == "withdrawn"
    assert Reply.get().waits_until is None
    assert mailed(app, "reply") == {}


@pytest.fixture
def question_waits(applicant: Applicant, bart: Coordinator) -> Proposal:
    """A question that nobody answered for as long as may be, and a reply of Bart that waits."""
    proposal = applicant.has_sent()
    with clock.moved(-timedelta(days=29)):
        bart.has_replied(proposal, "info_requested", scope="loose", unclear="Hoe vaak?")
    bart.has_replied(proposal, "declined", **REASON)
    return proposal


def test_the_clock_closes_no_question_of_which_a_coordinator_decides_just_now(
    app: Flask, applicant: Applicant, question_waits: Proposal, config: Config
) -> None:
    app.test_cli_runner().invoke(args=["remind"])
    assert applicant.stored.status == "info_requested"

    with app.app_context():
        disagree(Reply.get(Reply.kind == "declined"), "Nee.", config.coordinators[1], config)
    app.test_cli_runner().invoke(args=["remind"])

    assert applicant.stored.status == "declined"
    assert mailed(app, "unanswered") == {person.email: 1 for person in config.coordinators}


def test_nobody_agrees_to_a_reply_to_another_text_than_was_read(
    asked: Proposal, config: Config
) -> None:
    read = Reply.get()
    assert read.proposal.revision
    Proposal.update(revision=Proposal.revision + 1).execute()

    with pytest.raises(TooLate):
        agree(read, config.coordinators[1], config)

    assert Reply.get().waits_until is not None


def test_the_second_is_reminded_after_one_working_day_and_after_two(
    app: Flask, asked: Proposal, rense: Coordinator, config: Config
) -> None:
    today, found = clock.today(), []
    for days in (0, 1, 1, 2, 2):
        moment = clock.moment_on(clock.add_working_days(today, days), 12) if days else clock.now()
        with clock.moved(moment - clock.now()):
            remind_seconds(config)
            found.append(mailed(app, "second_reminder")[rense.email])

    assert found == [0, 1, 1, 2, 2]
    assert mailed(app, "second_reminder") == {rense.email: 2}


def test_the_promise_of_ten_days_is_kept_also_when_the_reply_comes_late(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    proposal = applicant.has_sent()
    last_day = clock.moment_on(proposal.reply_due, 9)
    with clock.moved(last_day - clock.now()):
        bart.has_replied(proposal, "declined", **REASON)
    with clock.moved(at(Reply.get().waits_until)):
        lapse(config)

    assert clock.day_of(Reply.get().visible_at) <= proposal.reply_due


def test_the_apology_comes_on_the_day_it_always_came(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    proposal = applicant.has_sent()
    late = clock.moment_on(clock.add_working_days(proposal.reply_due, 1), 12)
    with clock.moved(late - clock.now()):
        bart.has_replied(proposal, "declined", **REASON)
        app.test_cli_runner().invoke(args=["remind"])

    assert mailed(app, "apology") == {applicant.email: 1}


# Races: whoever is first wins.


def _tries(app: Flask, read: Reply, what: Callable[[Reply], object]) -> str:
    with app.app_context():
        try:
            return "late" if what(read) == 0 else "done"
        except TooLate:
            return "late"


@pytest.mark.parametrize("policy", ["both", "objection"])
def test_of_agreeing_objecting_undoing_and_lapsing_at_once_one_wins(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config, policy: str
) -> None:
    bart.everyone.config = replace(config, decision_policy=Policy(policy))
    writer, second = config.coordinators
    verbs: tuple[Callable[[Reply], object], ...] = (
        lambda reply: agree(reply, second, config),
        lambda reply: disagree(reply, "Nee.", second, config),
        lambda reply: undo(reply, writer, config),
        lambda reply: lapse(config),
    )
    for _ in range(ROUNDS):
        proposal = applicant.has_sent()
        bart.has_replied(proposal, "declined", **REASON)
        number = Reply.select(fn.MAX(Reply.id)).scalar()
        with clock.moved(at(Reply.get_by_id(number).waits_until)):
            # Read before: whoever reads it after another agreed may undo it all the same.
            jobs = [partial(_tries, app, Reply.get_by_id(number), verb) for verb in verbs]
            came = at_once(*jobs)

        assert sorted(came) == ["done", "late", "late", "late"]
        reply = Reply.get_by_id(number)
        stopped = reply.objected_at or reply.undone_at
        assert Proposal.get_by_id(proposal.id).status == ("submitted" if stopped else "declined")
        told = [mail for mail in mails(app) if mail.kind == "reply" and mail.reply_id == number]
        assert len(told) == (0 if stopped else 1)


def test_of_two_who_send_at_once_one_waits_and_the_other_is_too_late(
    app: Flask, applicant: Applicant, bart: Coordinator, rense: Coordinator, config: Config
) -> None:
    for _ in range(ROUNDS):
        proposal = applicant.has_sent()
        bart.has_prepared(proposal, "declined", **REASON)
        rense.has_prepared(proposal, "in_conversation", message="Bellen?")
        ready = list(Reply.select().where(Reply.proposal == proposal))

        jobs = [partial(_tries, app, each, lambda reply: give(reply, config)) for each in ready]
        came = at_once(*jobs)

        assert sorted(came) == ["done", "late"]
