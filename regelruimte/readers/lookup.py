"""Who may read along with a proposal, and when that was opened, as pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.readers.parts import titles_of
from regelruimte.readers.standing import READING, Standing, standing
from regelruimte.store.models import Event, Proposal, Reader
from regelruimte.store.types import Condition

OPENED = "reader_opened"


@dataclass(frozen=True, slots=True)
class ListedReader:
    """A reader in a list: how it stands, the titles of the parts, and when they were opened."""

    reader: Reader
    standing: Standing
    parts: list[str]
    openings: list[datetime]


def readers_of(proposal: Proposal) -> list[ListedReader]:
    """Return who was ever to read along, the newest first; a query more where there is anybody."""
    found = Reader.select().where(Reader.proposal == proposal).order_by(Reader.id.desc())
    readers = list(found)
    openings = _openings(proposal) if readers else []
    return [_listed(reader, openings) for reader in readers]


def reader_with(proposal: Proposal, uid: str) -> Reader | None:
    """Return the reader of this proposal with this uid, the proposal as it was given."""
    which = Reader.proposal == proposal, Reader.uid == uid
    reader: Reader | None = Reader.whole(*which).first()
    if reader:
        reader.proposal = proposal  # or Peewee would read it once more
    return reader


def can_read_now(reader: Reader, config: Config) -> bool:
    """Tell whether the parts open now: it was allowed, not ended, and there is somebody to ask."""
    proposal = reader.proposal
    asked_by = any(person.email == reader.coordinator for person in config.coordinators)
    is_open = standing(reader, clock.today()) is READING
    return is_open and asked_by and can_be_read(proposal)


def can_be_read(proposal: Proposal) -> bool:
    """Tell whether anybody may read along with a proposal as it stands now."""
    return proposal.status not in _NOT_READ and proposal.anonymised_at is None


def is_readable() -> Condition:
    """Return the same as a condition, to hold a proposal by."""
    return Proposal.status.not_in(_NOT_READ) & Proposal.anonymised_at.is_null()


_NOT_READ = ("draft", "withdrawn")


def _openings(proposal: Proposal) -> list[Event]:
    opened = Event.proposal == proposal, Event.kind == OPENED
    return list(Event.select().where(*opened).order_by(Event.id))


def _listed(reader: Reader, openings: Iterable[Event]) -> ListedReader:
    own = [event.at for event in openings if event.data.get("reader") == reader.uid]
    now = standing(reader, clock.today())
    return ListedReader(reader, now, titles_of(reader), own)
