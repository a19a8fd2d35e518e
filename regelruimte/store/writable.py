"""Whether the database takes anything in: on a full disk or a standby reading alone goes well."""

from __future__ import annotations

import math
import time
from weakref import WeakKeyDictionary

from peewee import Database

from regelruimte import clock
from regelruimte.store.db import AWAY, database, forget_connections, transaction
from regelruimte.store.models import Heartbeat

# Seconds that an answer holds, so that who asks often makes nobody write often.
_HOLDS = 5.0
_answers: WeakKeyDictionary[Database, tuple[float, bool]] = WeakKeyDictionary()


def prove_writable() -> None:
    """Write a row and take it back in one transaction: nobody sees it, the disk does.

    Raises DatabaseError or InterfaceError where the database is full, read-only or away.
    """
    now = clock.now()
    with transaction():
        Heartbeat.create(since=now, at=now).delete_instance()


def is_writable() -> bool:
    """Tell whether something can be written, or could within the last five seconds."""
    asked, answer = _answers.get(database.obj, (-math.inf, False))
    if time.monotonic() - asked > _HOLDS:
        answer = _ask()
        _answers[database.obj] = time.monotonic(), answer
    return answer


def _ask() -> bool:
    try:
        prove_writable()
    except AWAY:
        forget_connections()
        return False
    return True
