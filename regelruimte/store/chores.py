"""When each chore was done last, or failed: the jobs of the mailer, back-ups and their checks."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.store.db import transaction
from regelruimte.store.models import Chore

BACKUP, BACKUP_CHECK = "backup", "backup_check"


def note_done(name: str, seconds: float) -> None:
    """Note that this chore was done just now, and how long it took."""
    _note(name, done_at=clock.now(), milliseconds=round(seconds * 1000))


def note_failed(name: str) -> None:
    """Note that this chore was tried just now, and failed."""
    _note(name, failed_at=clock.now())


def chores() -> list[Chore]:
    """Return what was noted of each, by name."""
    return list(Chore.select().order_by(Chore.name))


def _note(name: str, **columns: object) -> None:
    with transaction():
        Chore.insert(name=name).on_conflict_ignore().execute()
        Chore.update(columns).where(Chore.name == name).execute()
