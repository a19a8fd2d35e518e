"""What the environment decides, as one typed value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Somebody who is alerted and may reply; `phone` is "" where none was given."""

    name: str
    email: str
    phone: str = ""


class Policy(StrEnum):
    """How many coordinators it takes to approve or decline; frozen with each reply."""

    ONE = "one"
    BOTH = "both"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out; without a `server` it stays on the mailbox page (development)."""

    server: str
    port: int
    use_tls: bool
    use_ssl: bool
    username: str
    password: str
    default_sender: str
    return_path: str  # where refusals come back; "": to the sender


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things may take; days, unless the name says working days."""

    reply_working_days: int
    draft_days: int
    sent_page_hours: int
    applicant_link_days: int
    coordinator_link_days: int
    draft_warning_days: int
    closed_days: int
    untouched_days: int
    pilot_days: int
    mail_days: int
    answer_days: int
    audit_days: int


@dataclass(frozen=True, slots=True)
class Programme:
    """What only the owner of the programme can say; pages show what is "" as not filled in yet."""

    names: tuple[str, ...]
    host_page: tuple[str, str]  # the name and the address of the page where the call stands
    controller: str
    legal_basis: str
    recipients: str
    privacy_officer: str
    backup_days: int  # 0: not said yet
    accessibility_audit: str
    accessibility_statement: str
    complaints: str  # where somebody goes who does not agree with us: article 9:1 Awb
    security_contact: str  # a mail or web address that takes reports of leaks
    security_policy: str
    publisher: tuple[str, str] | None  # of our open data: its name and its URI

    def blanks(self) -> list[str]:
        """Return the variables, without our prefix, that the owner did not fill in yet.

        What is on the privacy page is a duty of article 13 AVG; the site runs without it, and says
        on each page that it is missing.
        """
        told = {
            "CONTROLLER": self.controller,
            "LEGAL_BASIS": self.legal_basis,
            "RECIPIENTS": self.recipients,
            "PRIVACY_OFFICER": self.privacy_officer,
            "BACKUP_DAYS": self.backup_days,
            "ACCESSIBILITY_STATEMENT": self.accessibility_statement,
            "COMPLAINTS": self.complaints,
            "SECURITY_CONTACT": self.security_contact,
        }
        return [name for name, value in told.items() if not value]


@dataclass(frozen=True, slots=True)
class Config:
    """All that the environment decides, read once when a process starts."""

    development: bool
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    site_url: str
    database_url: str
    database_cleartext_ok: bool
    instance_path: Path
    coordinators: tuple[Coordinator, ...]
    embed_origins: tuple[str, ...]
    mail: MailServer
    undo_minutes: int
    decision_policy: Policy
    trusted_proxies: int
    ratelimit_storage_uri: str
    ratelimit_enabled: bool
    terms: Terms
    programme: Programme
    archive: Path | None  # where a dossier is kept before we erase; None: nowhere
    archive_term: str
    metrics_bind: tuple[str, int] | None  # where the metrics are; None: nowhere
    metrics_token: str

    def name_of(self, address: str) -> str:
        """Return the name of the coordinator with this address; the address of who is none now."""
        return next((c.name for c in self.coordinators if c.email == address), address)

    @property
    def site_host(self) -> str:
        """Return the host that every mailed link names, without its port."""
        return urlsplit(self.site_url).hostname or "localhost"
