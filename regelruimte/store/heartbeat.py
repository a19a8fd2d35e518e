"""Whether the machines' clocks can be trusted with what cannot be undone, and when it was done.

A clock that is set years ahead would let everything be past its term at once.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from regelruimte import clock
from regelruimte.store.db import transaction
from regelruimte.store.models import Heartbeat

_LONGEST_PAUSE = timedelta(days=7)
# Several machines note it, whose clocks are never quite equal.
_APART = timedelta(minutes=5)
_STEADY = timedelta(days=1)
_PATIENCE = timedelta(days=2)
_ONLY = 1  # the number of the only row: two mailers that begin together make one


def is_steady() -> bool:
    """Note that time goes on; tell whether it did for a day, without a jump of over a week.

    Nor back, beyond the minutes that the clocks of two machines may differ.
    """
    now = clock.now()
    with transaction():
        Heartbeat.insert(id=_ONLY, since=now, at=now).on_conflict_ignore().execute()
        beat = Heartbeat.get_by_id(_ONLY)
        if not -_APART <= now - beat.at <= _LONGEST_PAUSE:
            beat.since, beat.at = now, now
        beat.at = max(beat.at, now)
        beat.save(only=[Heartbeat.since, Heartbeat.at])
    return bool(now - beat.since >= _STEADY)


def note_removal() -> None:
    """Note that what is past its term was removed just now."""
    now = clock.now()
    with transaction():
        Heartbeat.insert(id=_ONLY, since=now, at=now).on_conflict_ignore().execute()
        Heartbeat.update(removed_at=now).execute()


def told_week() -> date | None:
    """Return the Monday of the last week of which the weekly mail was made, if any was."""
    beat: Heartbeat | None = Heartbeat.get_or_none()
    return beat.told_week if beat else None


def note_week(monday: date) -> bool:
    """Note that the mail of this week is made; tell whether nobody noted it before.

    Call it inside the transaction that makes it.
    """
    now = clock.now()
    Heartbeat.insert(id=_ONLY, since=now, at=now).on_conflict_ignore().execute()
    is_new = Heartbeat.told_week.is_null() | (Heartbeat.told_week != monday)
    return bool(Heartbeat.update(told_week=monday).where(is_new).execute())


def removed_at() -> datetime | None:
    """Return when removal ran last, or since when it is waited for; None if it never came up."""
    beat: Heartbeat | None = Heartbeat.get_or_none()
    return beat.removed_at if beat else None


def removal_stands_still(last: datetime | None) -> bool:
    """Tell whether nothing was removed for two days, the `last` time being `removed_at()`.

    A clock that jumps holds removal up for one.
    """
    return last is not None and clock.now() - last > _PATIENCE
