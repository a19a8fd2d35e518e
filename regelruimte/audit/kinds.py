"""What the audit trail tells of, as data: add a kind here, in the closed sets and a migration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditKind:
    """One kind of entry; `told` follows a name and makes a Dutch sentence of it."""

    key: str
    told: str


SIGNED_IN = AuditKind("signed_in", "meldde zich aan")
SIGN_IN_FAILED = AuditKind("sign_in_failed", "probeerde een code of link die niet werkt")
SIGN_IN_UNKNOWN = AuditKind("sign_in_unknown", "wilde zich aanmelden met een onbekend adres")
OPENED = AuditKind("opened", "opende een voorstel")
DOSSIER = AuditKind("dossier", "opende het dossier van een voorstel")
BRIEFING = AuditKind("briefing", "maakte een overzicht voor overleg")
EXPORTED = AuditKind("exported", "exporteerde voorstellen")
AUDIT_EXPORTED = AuditKind("audit_exported", "exporteerde dit logboek")

AUDIT_KINDS = (
    SIGNED_IN,
    SIGN_IN_FAILED,
    SIGN_IN_UNKNOWN,
    OPENED,
    DOSSIER,
    BRIEFING,
    EXPORTED,
    AUDIT_EXPORTED,
)
_BY_KEY = {kind.key: kind for kind in AUDIT_KINDS}


def audit_kind(key: str) -> AuditKind:
    """Return the kind with this key; KeyError for one that does not exist."""
    return _BY_KEY[key]
