"""Closed sets: the features and the database know the same keys, and no row holds another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from flask import Flask
from peewee import IntegrityError, ProgrammingError

from regelruimte.audit.kinds import AUDIT_KINDS
from regelruimte.config import Policy
from regelruimte.consents.kinds import KINDS
from regelruimte.consents.questions import ANSWERS
from regelruimte.fields.question import NO, YES
from regelruimte.introductions.hold import ASKING, OVER
from regelruimte.mail.refusal import Fault
from regelruimte.pilots.conditions import WHO
from regelruimte.pilots.status import MANDATES, PILOT_STATUSES, ROOMS
from regelruimte.proposals.outcomes import OUTCOMES
from regelruimte.proposals.status import STATUSES
from regelruimte.register.status import (
    CARD_ANSWERS,
    CARD_STATES,
    CARD_STATUSES,
    REPORTERS,
    THEMES,
)
from regelruimte.replies.kinds import REPLIES
from regelruimte.store import closed_sets
from regelruimte.store.closed_sets import allow
from regelruimte.store.db import database, transaction
from regelruimte.store.links import Purpose
from regelruimte.store.models import (
    AuditEntry,
    Consent,
    Introduction,
    IntroductionSide,
    Link,
    OutgoingMail,
    Pilot,
    PilotCondition,
    Proposal,
    Reply,
    RuleCard,
    RuleCardProposal,
    RuleCardText,
)
from tests.stored import CARD_TEXT, MAIL, REPLY

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("keys", "known"),
    [
        (closed_sets.PROPOSAL_STATUSES, (each.key for each in STATUSES)),
        (closed_sets.REPLY_KINDS, (each.key for each in REPLIES)),
        (closed_sets.PILOT_STATUSES, (each.key for each in PILOT_STATUSES)),
        (closed_sets.MANDATES, (each.key for each in MANDATES)),
        (closed_sets.ROOMS, (each.key for each in ROOMS)),
        (closed_sets.CONDITION_WHO, (each.key for each in WHO)),
        (closed_sets.RULE_OUTCOMES, ("", *(each.key for each in OUTCOMES))),
        (closed_sets.LINK_PURPOSES, Purpose),
        (closed_sets.POLICIES, Policy),
        (closed_sets.CONSENT_KINDS, (each.key for each in KINDS)),
        (closed_sets.CONSENT_ANSWERS, ("", *(each.key for each in ANSWERS))),
        (closed_sets.MAIL_FAULTS, ("", *Fault)),
        (closed_sets.CARD_STATES, (each.key for each in CARD_STATES)),
        (closed_sets.CARD_STATUSES, (each.key for each in CARD_STATUSES)),
        (closed_sets.CARD_THEMES, (each.key for each in THEMES)),
        (closed_sets.CARD_ANSWERS, (each.key for each in CARD_ANSWERS)),
        (closed_sets.INTRODUCTION_STATES, (*ASKING, *OVER)),
        (closed_sets.INTRODUCTION_ANSWERS, ("", YES, NO)),
        (closed_sets.CARD_REPORTERS, ("", *(each.key for each in REPORTERS))),
        (closed_sets.AUDIT_KINDS, (each.key for each in AUDIT_KINDS)),
    ],
    ids=(
        *("status", "reply", "pilot", "mandate", "room", "who", "outcome", "purpose", "policy"),
        *("consent", "consent answer"),
        *("fault", "card", "card status", "theme", "answer", "introduction", "contact"),
        *("reporters", "audit"),
    ),
)
def test_the_store_knows_the_keys_of_the_features(
    keys: tuple[str, ...], known: Iterable[str]
) -> None:
    assert set(keys) == set(known)


COLUMNS = [
    ("proposal", "status"),
    ("link", "purpose"),
    ("reply", "kind"),
    ("reply", "previous_status"),
    ("pilot", "status"),
    ("pilot", "mandate"),
    ("pilot", "room"),
    ("pilot", "outcome"),
    ("pilot_condition", "who"),
    ("consent", "kind"),
    ("consent", "answer"),
    ("outgoing_mail", "fault"),
    ("audit_entry", "kind"),
    ("rule_card_text", "state"),
    ("rule_card_text", "status"),
    ("rule_card_text", "theme"),
    ("rule_card_text", "outcome"),
    ("rule_card_text", "reporters"),
    ("rule_card_proposal", "answer"),
    ("introduction", "state"),
    ("introduction_side", "answer"),
]


@pytest.fixture
def rows(app: Flask) -> Iterator[None]:
    """One row in each table that has such a column, all of one proposal."""
    with app.app_context(), transaction():
        proposal = Proposal.create()
        Link.create(token_hash="x", purpose="draft", proposal=proposal)
        Pilot.create(proposal=proposal)
        PilotCondition.create(proposal=proposal, text="", who="bzk", is_before_start=True)
        Consent.create(proposal=proposal, kind="room", until=date(2026, 1, 1))
        Reply.create(proposal=proposal, **REPLY)
        OutgoingMail.create(proposal=proposal, **MAIL)
        AuditEntry.create(proposal=proposal, kind="opened")
        text = RuleCardText.create(card=RuleCard.create(slug="x", made_by="x"), **CARD_TEXT)
        RuleCardProposal.create(text=text, proposal=proposal)
        made = Introduction.create(asked_by="x", about="x", ends_on=date(2026, 1, 1))
        IntroductionSide.create(introduction=made, proposal=proposal, position=1)
    with app.app_context():
        yield


def write(table: str, column: str, key: str) -> None:
    with transaction():
        database.execute_sql(f"UPDATE \"{table}\" SET {column} = '{key}'")


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_no_row_holds_a_key_that_nobody_knows(table: str, column: str) -> None:
    with pytest.raises(IntegrityError):
        write(table, column, "made_up")


@pytest.mark.usefixtures("rows")
def test_a_migration_lets_a_column_hold_another_key() -> None:
    known = closed_sets.MANDATES
    with transaction():
        allow(database.obj, "pilot", "mandate", (*known, "promised"))
    write("pilot", "mandate", "promised")

    with pytest.raises(IntegrityError), transaction():
        allow(database.obj, "pilot", "mandate", known)
    write("pilot", "mandate", "unknown")
    with transaction():
        allow(database.obj, "pilot", "mandate", known)

    with pytest.raises(IntegrityError):
        write("pilot", "mandate", "promised")


@pytest.mark.usefixtures("rows")
def test_a_migration_that_fails_changes_no_constraint() -> None:
    with transaction() as begun:
        allow(database.obj, "pilot", "mandate", (*closed_sets.MANDATES, "promised"))
        begun.rollback()

    with pytest.raises(IntegrityError):
        write("pilot", "mandate", "promised")


@pytest.mark.usefixtures("rows")
def test_a_column_without_a_closed_set_is_none_to_change() -> None:
    with pytest.raises((ValueError, ProgrammingError)), transaction():
        allow(database.obj, "proposal", "title", ("x", ""))
