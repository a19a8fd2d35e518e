"""Which coordinators are away and until when; only the coordinators are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.store.models import Absence, Proposal


@dataclass(frozen=True, slots=True)
class Away:
    """A coordinator who is away: the address, the name, and the last day of it."""

    email: str
    name: str
    until: date


def who_is_away(config: Config) -> list[Away]:
    """Return the coordinators who are away today, in the order of the settings; one query."""
    rows = Absence.select().where(Absence.until >= clock.today())
    days = {row.coordinator: row.until for row in rows}
    people = (person for person in config.coordinators if person.email in days)
    return [Away(person.email, person.name, days[person.email]) for person in people]


def away_handler(proposal: Proposal, config: Config) -> Away | None:
    """Return whoever has this proposal and is away; None when nobody is."""
    return next((each for each in who_is_away(config) if each.email == proposal.handler), None)
