"""Whether a reply waits for a second, and until when: pure rules on the policy of the settings.

A wait ends by itself, and in time: nobody's holiday breaks the promise of ten working days.
"""

from __future__ import annotations

from datetime import date, datetime

from regelruimte import clock
from regelruimte.config import Config, Policy
from regelruimte.replies.kinds import ReplyKind

# How many working days somebody is waited for.
_DAYS = {Policy.BOTH: 3, Policy.OBJECTION: 1}
_END_OF_DAY = 17  # o'clock


def policy_for(kind: ReplyKind, by: str, config: Config, *, disagree: bool) -> Policy:
    """Return the policy under which a reply of this kind is sent `by` the one with this address.

    While two `disagree` both have to confirm, also where an objection would do. Where nobody else
    is configured, or the clock itself replies, there is no second.
    """
    others = [person for person in config.coordinators if person.email != by]
    if not (kind.by_policy and by and others) or config.decision_policy is Policy.ONE:
        return Policy.ONE
    return Policy.BOTH if disagree else config.decision_policy


def waits_until(policy: Policy, since: datetime, due: date | None) -> datetime | None:
    """Return when a reply stops waiting for a second; None when it does not wait at all.

    At 17.00 of the third working day or of the next one, and never after the day on which a reply
    is `due`: on that day after 17.00 no time is left. What is late already has no such day.
    """
    days = _DAYS.get(policy)
    if days is None:
        return None
    today = clock.day_of(since)
    last = clock.add_working_days(today, days)
    if due and due >= today:
        last = min(last, due)
    ends = clock.moment_on(last, _END_OF_DAY)
    return ends if ends > since else None
