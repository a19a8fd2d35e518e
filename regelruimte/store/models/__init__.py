"""The tables. CHECK constraints hold what must be true whatever the code does."""

from __future__ import annotations

from regelruimte.store.models.figures import FiguresSnapshot, QuarterAccount, QuarterReport
from regelruimte.store.models.others import Introduction, IntroductionSide, Reader
from regelruimte.store.models.people import Absence, AuditEntry, Hit, LinkRequest, Person, SignIn
from regelruimte.store.models.pilots import Consent, Pilot, PilotCondition
from regelruimte.store.models.proposals import (
    Event,
    FinishedCheck,
    Link,
    Message,
    Note,
    Proposal,
    Reply,
)
from regelruimte.store.models.register import RuleCard, RuleCardProposal, RuleCardText
from regelruimte.store.models.table import Table
from regelruimte.store.models.upkeep import Chore, Erasure, Heartbeat, OutgoingMail

__all__ = [
    "TABLES",
    "Absence",
    "AuditEntry",
    "Chore",
    "Consent",
    "Erasure",
    "Event",
    "FiguresSnapshot",
    "FinishedCheck",
    "Heartbeat",
    "Hit",
    "Introduction",
    "IntroductionSide",
    "Link",
    "LinkRequest",
    "Message",
    "Note",
    "OutgoingMail",
    "Person",
    "Pilot",
    "PilotCondition",
    "Proposal",
    "QuarterAccount",
    "QuarterReport",
    "Reader",
    "Reply",
    "RuleCard",
    "RuleCardProposal",
    "RuleCardText",
    "SignIn",
    "Table",
]

TABLES = (
    FinishedCheck,
    Proposal,
    Link,
    Reply,
    Event,
    Note,
    Reader,
    Consent,
    Message,
    SignIn,
    Absence,
    AuditEntry,
    Pilot,
    RuleCard,
    RuleCardText,
    RuleCardProposal,
    Introduction,
    IntroductionSide,
    PilotCondition,
    FiguresSnapshot,
    QuarterReport,
    QuarterAccount,
    OutgoingMail,
    LinkRequest,
    Person,
    Hit,
    Erasure,
    Heartbeat,
    Chore,
)
