"""Whether the machine's clock can be trusted with what cannot be undone.

A clock that is set years ahead would let everything be past its term at once.
"""

from __future__ import annotations

from datetime import timedelta

from regelruimte import clock
from regelruimte.store.db import transaction
from regelruimte.store.models import Heartbeat

_LONGEST_PAUSE = timedelta(days=7)
_STEADY = timedelta(days=1)


def is_steady() -> bool:
    """Note that time goes on; tell whether it did for a day, without a jump of over a week."""
    now = clock.now()
    with transaction():
        beat = Heartbeat.get_or_none() or Heartbeat(since=now, at=now)
        if not timedelta() <= now - beat.at <= _LONGEST_PAUSE:
            beat.since = now
        beat.at = now
        beat.save()
    return bool(now - beat.since >= _STEADY)
