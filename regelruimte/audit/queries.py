"""Reading the audit trail: a page of it, and all of it for a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN, ModelSelect

from regelruimte import clock
from regelruimte.audit.kinds import OPENED, audit_kind
from regelruimte.config import Config
from regelruimte.store.models import AuditEntry, Proposal

A_PAGE = 50
_BATCH = 1_000
HEADINGS = ("Moment", "Wie", "E-mailadres", "Wat", "Kenmerk", "Bestand")
_SOMEBODY = "Iemand"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry in words: `who` and `what` make a Dutch sentence; `reference` may be ""."""

    id: int
    at: datetime
    who: str
    email: str
    what: str
    reference: str
    detail: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some lines, the newest first; `older` is where the next page begins, None on the last."""

    lines: list[AuditLine]
    older: int | None


def audit_page(config: Config, before: int | None = None) -> AuditPage:
    """Return the newest lines, or those before the line with this number."""
    lines = _lines(_entries(before).limit(A_PAGE + 1), config)
    return AuditPage(lines[:A_PAGE], lines[A_PAGE - 1].id if len(lines) > A_PAGE else None)


def audit_rows(config: Config) -> Iterator[list[str]]:
    """Return a row for each entry, under HEADINGS, the newest first; they are read in batches."""
    before = None
    while lines := _lines(_entries(before).limit(_BATCH), config):
        for line in lines:
            moment = line.at.astimezone(clock.NETHERLANDS).isoformat(timespec="seconds")
            yield [moment, line.who, line.email, line.what, line.reference, line.detail]
        before = lines[-1].id


def openings_of(proposal: Proposal) -> list[datetime]:
    """Return when coordinators opened this proposal in the workspace, the first time first."""
    theirs = AuditEntry.proposal == proposal, AuditEntry.kind == OPENED.key
    found = AuditEntry.select(AuditEntry.at).where(*theirs).order_by(AuditEntry.id)
    return [entry.at for entry in found]


def _entries(before: int | None) -> ModelSelect[AuditEntry]:
    found = AuditEntry.select(AuditEntry, Proposal.reference).join(Proposal, JOIN.LEFT_OUTER)
    if before is not None:
        found = found.where(AuditEntry.id < before)
    return found.order_by(AuditEntry.id.desc())


def _lines(entries: ModelSelect[AuditEntry], config: Config) -> list[AuditLine]:
    return [_line(entry, config) for entry in entries]


def _line(entry: AuditEntry, config: Config) -> AuditLine:
    return AuditLine(
        entry.id,
        entry.at,
        config.name_of(entry.coordinator) or _SOMEBODY,
        entry.coordinator,
        audit_kind(entry.kind).told,
        str(entry.proposal.reference) if entry.proposal else "",
        entry.detail,
    )
