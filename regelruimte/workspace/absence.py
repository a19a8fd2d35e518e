"""Saying that one is away until the end of a day, or back again; it ends by itself."""

from __future__ import annotations

from datetime import date

from regelruimte.config import Coordinator
from regelruimte.store.db import transaction
from regelruimte.store.models import Absence


def note_absence(by: Coordinator, until: date | None) -> None:
    """Note until which day this coordinator is away, instead of what was noted; None is back."""
    with transaction():
        Absence.delete().where(Absence.coordinator == by.email).execute()
        if until:
            Absence.create(coordinator=by.email, until=until)
