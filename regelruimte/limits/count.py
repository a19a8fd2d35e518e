"""Counting in the database, where several processes and machines see the same."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from peewee import PostgresqlDatabase

from regelruimte import clock
from regelruimte.settings import settings
from regelruimte.store.db import database, transaction
from regelruimte.store.models import Hit
from regelruimte.store.statements import run

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LONGEST = DAY


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted, and how often it may happen within any hour, any day and any minute."""

    name: str
    an_hour: int
    a_day: int = 0  # 0: as long as the hours allow
    a_minute: int = 0


# No person does it once a second; a script does.
A_MINUTE = 60
# Fifty colleagues behind one address, each beginning twice within the hour, stay below these.
BEGUN = Limit("begun", an_hour=200, a_day=600, a_minute=A_MINUTE)
SENT = Limit("sent", an_hour=100, a_day=300)
CHECKED = Limit("checked", an_hour=300, a_day=1000, a_minute=A_MINUTE)
# Whoever is mailed a code, for whatever it is.
CODES = Limit("codes to a person", an_hour=5, a_day=20)


def take(*wanted: tuple[Limit, str]) -> bool:
    """Count one of each limit for whom it is about, unless one of them is used up already.

    Tells whether it was counted; what was not, leaves no trace. Kept is a keyed hash, for a day.
    """
    if not settings().ratelimit_enabled:
        return True
    with transaction():
        found = {hashed(f"{limit.name}|{who}"): limit for limit, who in wanted}
        _one_at_a_time(found)
        if any(_is_used_up(key, limit) for key, limit in found.items()):
            return False
        for key in found:
            Hit.create(who=key, at=clock.now())
        return True


def give_back(limit: Limit, who: str) -> None:
    """Let what was counted of this limit for `who` count no more."""
    Hit.delete().where(Hit.who == hashed(f"{limit.name}|{who}")).execute()


def _is_used_up(key: str, limit: Limit) -> bool:
    in_a_minute, in_an_hour, in_a_day = _lately(key)
    return (
        in_an_hour >= limit.an_hour
        or 0 < limit.a_day <= in_a_day
        or 0 < limit.a_minute <= in_a_minute
    )


def _lately(key: str) -> tuple[int, int, int]:
    """Return how often this was counted within a minute, an hour and a day."""
    now, sign = clock.now(), database.param
    # Written out, for every post asks it: see store/row_statements.py.
    within = f"COUNT(CASE WHEN at > {sign} THEN 1 END)"
    sql = f"SELECT {within}, {within}, COUNT(*) FROM hit WHERE who = {sign} AND at > {sign}"  # noqa: S608 - ours
    minute, hour, day = (Hit.at.db_value(now - each) for each in (MINUTE, HOUR, DAY))
    in_a_minute, in_an_hour, in_a_day = run(database.obj, sql, minute, hour, key, day).fetchone()
    return in_a_minute, in_an_hour, in_a_day


def _one_at_a_time(keys: Iterable[str]) -> None:
    """Let nobody else count the same until this transaction ends.

    SQLite has one writer anyhow; PostgreSQL needs a lock for what is not a row yet.
    """
    if isinstance(database.obj, PostgresqlDatabase):
        for number in sorted(int(key[:15], 16) for key in keys):
            database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (number,))


def hashed(text: str, key: str = "") -> str:
    """Return what stands for this text in the database; without the key nobody finds it back."""
    secret = (key or settings().secret_key).encode()
    return hmac.new(secret, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def forget() -> int:
    """Remove what no limit counts any more; return how many."""
    now = clock.now()
    # What lies ahead was written before the machine's clock was put back.
    past = (Hit.at < now - LONGEST) | (Hit.at > now + HOUR)
    return int(Hit.delete().where(past).execute())
