"""Whether a reply waits for a second, and until when: never past the day that was promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regelruimte import clock
from regelruimte.config import Config, Policy
from regelruimte.replies.kinds import REPLIES, reply_kind
from regelruimte.replies.policy import policy_for, waits_until
from regelruimte.replies.queries import promised_by
from regelruimte.store.models import Proposal

BART = "b.krull@imi.nu"
DECIDING = {"approved", "declined"}
# 2026: Christmas is on a Friday, New Year's Day too.
SPAN = [date(2026, 12, 14) + timedelta(days=number) for number in range(30)]


@pytest.mark.parametrize("wanted", Policy)
@pytest.mark.parametrize("disagree", [False, True])
@pytest.mark.parametrize("kind", REPLIES, ids=lambda kind: kind.key)
def test_only_approving_and_declining_follow_the_policy(
    config: Config, wanted: Policy, disagree: bool, kind: object
) -> None:
    config = replace(config, decision_policy=wanted)
    found = {
        each.key: policy_for(each, BART, config, disagree=disagree)
        for each in REPLIES
        if each is kind
    }

    for key, policy in found.items():
        is_both = disagree and wanted is not Policy.ONE
        expected = Policy.BOTH if is_both else wanted
        assert policy is (expected if key in DECIDING else Policy.ONE)


@pytest.mark.parametrize("wanted", Policy)
def test_alone_or_by_the_clock_nobody_is_asked(config: Config, wanted: Policy) -> None:
    both = replace(config, decision_policy=wanted)
    alone = replace(both, coordinators=config.coordinators[:1])

    assert policy_for(reply_kind("declined"), BART, alone, disagree=False) is Policy.ONE
    assert policy_for(reply_kind("declined"), "", both, disagree=False) is Policy.ONE


@pytest.mark.parametrize(
    ("policy", "sent", "due", "ends"),
    [
        # Monday to Thursday, and over the weekend and Christmas.
        (Policy.BOTH, date(2026, 12, 14), None, date(2026, 12, 17)),
        (Policy.BOTH, date(2026, 12, 24), None, date(2026, 12, 30)),
        (Policy.OBJECTION, date(2026, 12, 14), None, date(2026, 12, 15)),
        (Policy.OBJECTION, date(2026, 12, 24), None, date(2026, 12, 28)),
        # The promise is nearer.
        (Policy.BOTH, date(2026, 12, 14), date(2026, 12, 15), date(2026, 12, 15)),
        (Policy.OBJECTION, date(2026, 12, 14), date(2026, 12, 14), date(2026, 12, 14)),
        # It is broken already.
        (Policy.BOTH, date(2026, 12, 14), date(2026, 12, 11), date(2026, 12, 17)),
    ],
)
def test_it_waits_until_five_o_clock_of_a_working_day(
    policy: Policy, sent: date, due: date | None, ends: date
) -> None:
    assert waits_until(policy, clock.moment_on(sent, 9), due) == clock.moment_on(ends, 17)


def test_one_waits_for_nobody() -> None:
    assert waits_until(Policy.ONE, clock.now(), None) is None


def test_after_five_on_the_last_day_no_time_is_left_to_wait() -> None:
    day = date(2026, 12, 14)

    assert waits_until(Policy.BOTH, clock.moment_on(day, 17), day) is None
    assert waits_until(Policy.BOTH, clock.moment_on(day, 16), day) == clock.moment_on(day, 17)


@pytest.mark.parametrize(
    ("status", "is_promised"),
    [("submitted", True), ("in_conversation", False), ("info_requested", False)],
)
def test_a_day_is_promised_until_there_is_a_reply(status: str, is_promised: bool) -> None:
    day = date(2026, 12, 14)

    promised = promised_by(Proposal(status=status, reply_due=day))

    assert promised == (day if is_promised else None)


@pytest.mark.parametrize("policy", [Policy.BOTH, Policy.OBJECTION])
def test_no_wait_goes_past_the_day_that_was_promised(policy: Policy) -> None:
    for sent in SPAN:
        for left in range(11):
            due = clock.add_working_days(sent, left) if left else sent
            for hour in (0, 9, 16, 17, 23):
                since = clock.moment_on(sent, hour)
                until = waits_until(policy, since, due)
                assert until is None or (until > since and clock.day_of(until) <= due)
