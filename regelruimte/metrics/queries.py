"""What is measured: numbers about what waits and what was done, and nothing about anybody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime

from peewee import fn

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.mail import outbox
from regelruimte.metrics.text_format import Metric, Sample, gauge
from regelruimte.store import heartbeat, shared_clock
from regelruimte.store.chores import chores
from regelruimte.store.closed_sets import PILOT_STATUSES, PROPOSAL_STATUSES
from regelruimte.store.models import Pilot, Proposal


def of_the_database() -> Iterator[Metric]:
    """Return what the database tells: proposals, pilots, mails, and the chores."""
    for table, statuses in ((Proposal, PROPOSAL_STATUSES), (Pilot, PILOT_STATUSES)):
        yield _by_status(table, statuses)
    yield gauge(
        "regelruimte_clock_ahead_seconds",
        "How far the clock of the database is ahead of our own.",
        shared_clock.ahead().total_seconds(),
    )
    yield from _mails()
    yield from _chores()


def of_the_machine(config: Config) -> Iterator[Metric]:
    """Return what this machine tells without a database."""
    free = shutil.disk_usage(config.instance_path).free
    yield gauge("regelruimte_disk_free_bytes", "Room left where the site keeps its files.", free)


def _by_status(table: type[Proposal | Pilot], statuses: tuple[str, ...]) -> Metric:
    rows = table.select(table.status, fn.COUNT(table.id)).group_by(table.status).tuples()
    counts = dict(rows.iterator())
    name = table.__name__.lower()
    samples = [Sample(counts.get(status, 0), {"status": status}) for status in statuses]
    return Metric(f"regelruimte_{name}s", f"How many {name}s there are, by status.", samples)


def _mails() -> Iterator[Metric]:
    yield Metric(
        "regelruimte_mails",
        "How many mails wait, failed, or are held since a back-up was restored.",
        [Sample(count, {"state": state}) for state, count in outbox.counts().items()],
    )
    yield Metric(
        "regelruimte_mail_oldest_seconds",
        "How long ago the oldest mail of a state was written; 0 when there is none.",
        [Sample(_age(since), {"state": state}) for state, since in outbox.oldest().items()],
    )
    yield gauge(
        "regelruimte_mail_trouble",
        "1 when mail waits for an operator, as health is amber then.",
        outbox.in_trouble(),
    )


def _chores() -> Iterator[Metric]:
    found = chores()
    yield Metric(
        "regelruimte_chore_done_timestamp_seconds",
        "When a job, a back-up or its check was done last; 0 when it never was.",
        [Sample(_moment(each.done_at), {"chore": each.name}) for each in found],
    )
    yield Metric(
        "regelruimte_chore_failed_timestamp_seconds",
        "When one of them failed last; 0 when it never did.",
        [Sample(_moment(each.failed_at), {"chore": each.name}) for each in found],
    )
    yield Metric(
        "regelruimte_chore_seconds",
        "How long it took the last time that it was done.",
        [Sample(each.milliseconds / 1000, {"chore": each.name}) for each in found],
    )
    yield gauge(
        "regelruimte_removal_timestamp_seconds",
        "When what is past its term was removed last; 0 when it never was.",
        _moment(heartbeat.removed_at()),
    )


def _age(since: datetime | None) -> float:
    return (clock.now() - since).total_seconds() if since else 0


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at else 0
