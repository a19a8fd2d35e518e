"""Adding to the audit trail: with the change it tells of, or after an answer that changed nothing.

What a coordinator opened is written once the answer is on its way, and only if that can be done:
the one write that follows a GET (docs/decisions/0044-an-audit-trail-and-metrics.md).
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app

from regelruimte import clock
from regelruimte.audit.kinds import OPENED, SIGN_IN_FAILED, AuditKind
from regelruimte.limits.count import Limit, take
from regelruimte.limits.network import current_network
from regelruimte.store import db, timeouts
from regelruimte.store.models import AuditEntry, Proposal

if TYPE_CHECKING:
    from regelruimte.config import Coordinator

log = logging.getLogger(__name__)
# Who reads a proposal opens its pages again and again; that is one visit.
_ONE_VISIT = timedelta(hours=1)
# What a stranger does is written down too, but not for ever.
_FAILURES = Limit("failures in the audit trail", an_hour=20)
_PATIENCE = 5.0  # seconds for an answer of PostgreSQL; nobody waits for this one


def note(kind: AuditKind, coordinator: str = "", detail: str = "") -> None:
    """Add an entry now, for a verb that writes anyhow; `coordinator` is an address."""
    AuditEntry.create(kind=kind.key, coordinator=coordinator, detail=detail)


def note_failure(coordinator: str = "", kind: AuditKind = SIGN_IN_FAILED) -> None:
    """Add that somebody could not sign in, twenty times an hour for one network at most."""
    with db.transaction():
        if take((_FAILURES, current_network())):
            note(kind, coordinator)


def note_after(
    response: Response,
    kind: AuditKind,
    coordinator: Coordinator,
    proposal: Proposal | None = None,
    detail: str = "",
) -> Response:
    """Add an entry when this answer has been sent, if it can be; return the answer.

    A proposal that is opened again within the hour is not noted again.
    """
    entry = AuditEntry(
        at=clock.now(),
        kind=kind.key,
        coordinator=coordinator.email,
        proposal=proposal,
        detail=detail,
    )
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way
    response.call_on_close(lambda: _append(app, entry))
    return response


def _append(app: Flask, entry: AuditEntry) -> None:
    """Store the entry; the answer is gone already, so what is wrong here can only be logged."""
    with app.app_context():
        timeouts.wait_at_most(_PATIENCE)
        try:
            db.check_away()
            db.connect()
            with db.transaction():
                if not _is_known(entry):
                    entry.save(force_insert=True)
        except Exception as fault:
            # Its message could hold what an applicant typed.
            log.error("the audit trail misses an entry: %s", type(fault).__name__)


def _is_known(entry: AuditEntry) -> bool:
    if entry.kind != OPENED.key:
        return False
    earlier = AuditEntry.select(1).where(
        AuditEntry.proposal == entry.proposal,
        AuditEntry.coordinator == entry.coordinator,
        AuditEntry.kind == entry.kind,
        AuditEntry.at > entry.at - _ONE_VISIT,
    )
    return bool(earlier.exists())
