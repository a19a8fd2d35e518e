"""Columns that hold one of a closed set of keys: the sets, and the constraint that each gets.

What a key means is said by the features, which the store cannot import. Tests hold both equal, and
the database to both (docs/decisions/0026-closed-sets-are-constraints.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from peewee import SQL, Check, Database, IntegrityError, NodeList, PostgresqlDatabase

from regelruimte.store.statements import run

PROPOSAL_STATUSES = (
    "draft",
    "submitted",
    "in_conversation",
    "info_requested",
    "approved",
    "already_allowed",
    "referred",
    "declined",
    "withdrawn",
)
REPLY_KINDS = (
    "approved",
    "already_allowed",
    "in_conversation",
    "info_requested",
    "referred",
    "declined",
    "submitted",
)
PILOT_STATUSES = (
    "preparing",
    "running",
    "evaluating",
    "awaiting_outcome",
    "closed",
    "stopped",
    "not_started",
)
MANDATES = ("present", "requested", "obtained", "refused", "unknown")
ROOMS = ("unknown", "not_needed", "asked", "given", "refused")
CONDITION_WHO = ("applicant", "coordinator", "bzk", "rule_owner", "works_council", "dpo")
RULE_OUTCOMES = (
    "",  # the trial is not that far
    "abolished",
    "adapted",
    "clarified",
    "already_allowed",
    "kept",
    "taken_elsewhere",
    "undecided",
)
LINK_PURPOSES = ("draft", "applicant", "coordinator", "reader", "second", "consent")
POLICIES = ("one", "both", "objection")
CONSENT_KINDS = ("mandate", "room")
CONSENT_ANSWERS = ("", "yes", "yes_if", "no")  # "" until somebody filled it in
CARD_STATES = ("draft", "asked", "ready", "public", "replaced", "withdrawn")
CARD_STATUSES = ("already_allowed", "running", "waiting", "outcome", "stopped")
CARD_THEMES = (
    "procurement",
    "personnel",
    "grants",
    "permits",
    "data",
    "accountability",
    "services",
    "ict",
    "objections",
    "finance",
    "cooperation",
    "other",
)
CARD_ANSWERS = ("none", "asked", "yes", "later", "no")
INTRODUCTION_STATES = ("asking_first", "asking_second", "introduced", "not_to_be")
INTRODUCTION_ANSWERS = ("", "yes", "no")  # "" until there is one
CARD_REPORTERS = ("", "few", "some", "many")  # "" until it is released
MAIL_FAULTS = ("", "us", "way", "recipient", "text")
AUDIT_KINDS = (
    "signed_in",
    "sign_in_failed",
    "sign_in_unknown",
    "opened",
    "dossier",
    "briefing",
    "exported",
    "audit_exported",
)

_MADE_BY = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
_MAKE_BY = "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?"


def one_of(table: str, column: str, keys: Iterable[str]) -> SQL | NodeList:
    """Return the constraint of a column that holds one of these keys; it is known by its name."""
    return Check(f"{column} IN ({_quoted(keys)})", name=_name(table, column))


def allow(database: Database, table: str, column: str, keys: Iterable[str]) -> None:
    """Let this column hold these keys from now on; for a migration, and inside its transaction.

    Raises IntegrityError when a row holds another one.
    """
    quoted, name = _quoted(keys), _name(table, column)
    # Names and keys are of our own migrations and sets, which no request can reach; a table's name
    # cannot be a parameter.
    others = f'SELECT 1 FROM "{table}" WHERE {column} NOT IN ({quoted}) LIMIT 1'  # noqa: S608 - ours
    if _row(database, others):
        raise IntegrityError(f"{table}.{column} holds what would not be allowed")
    if isinstance(database, PostgresqlDatabase):
        check = f'CONSTRAINT "{name}" CHECK ({column} IN ({quoted}))'
        run(database, f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}", ADD {check}')
    else:
        _rewrite(database, table, name, quoted)


def _rewrite(database: Database, table: str, name: str, quoted: str) -> None:
    """Change a constraint where SQLite keeps the words in which a table was made.

    As https://www.sqlite.org/lang_altertable.html (7) does for what leaves the rows as they are.
    Making the table anew would drop its triggers, and take along all that refers to it.
    """
    (made_by,) = _row(database, _MADE_BY, table)
    pattern = rf'(CONSTRAINT "{name}" CHECK \(\w+ IN \()[^)]*'
    changed, count = re.subn(pattern, lambda found: found[1] + quoted, str(made_by))
    if count != 1:
        raise ValueError(f"{table} has no constraint {name}")
    (version,) = _row(database, "PRAGMA schema_version")
    run(database, "PRAGMA writable_schema = ON")
    try:
        run(database, _MAKE_BY, changed, table)
    finally:
        run(database, "PRAGMA writable_schema = OFF")
    run(database, f"PRAGMA schema_version = {int(str(version)) + 1}")  # others read it anew


def _row(database: Database, sql: str, *values: object) -> tuple[object, ...]:
    found: tuple[object, ...] | None = run(database, sql, *values).fetchone()
    return found or ()


def _name(table: str, column: str) -> str:
    return f"{table}_{column}_known"


def _quoted(keys: Iterable[str]) -> str:
    return ", ".join(f"'{key}'" for key in keys)
