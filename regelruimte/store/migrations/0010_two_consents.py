"""Who decides on the rule agrees apart from the own organisation; conditions before a start."""

from __future__ import annotations

import json

from peewee import (
    BigAutoField,
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)

# Written out: SQLite adds a constraint to a table that there is only with a column.
COLUMNS = (
    """ALTER TABLE "pilot" ADD COLUMN "room" VARCHAR(40) NOT NULL DEFAULT 'unknown'
    CONSTRAINT "pilot_room_known"
    CHECK (room IN ('unknown', 'not_needed', 'asked', 'given', 'refused'))""",
    """ALTER TABLE "pilot" ADD COLUMN "room_by" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "pilot" ADD COLUMN "room_basis" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "pilot" ADD COLUMN "room_on" DATE
    CHECK (room <> 'given' OR (room_by <> '' AND room_on IS NOT NULL))""",
    'ALTER TABLE "pilot" ADD COLUMN "needs_room" {boolean} NOT NULL DEFAULT FALSE',
    'ALTER TABLE "pilot" ADD COLUMN "needs_basis" {boolean} NOT NULL DEFAULT FALSE',
    'ALTER TABLE "pilot" ADD COLUMN "is_european" {boolean} NOT NULL DEFAULT FALSE',
    """ALTER TABLE "pilot" ADD COLUMN "pilot_form" VARCHAR(40) NOT NULL DEFAULT ''""",
    """ALTER TABLE "pilot" ADD COLUMN "open_conditions" INTEGER NOT NULL DEFAULT 0 CHECK
    (status NOT IN ('running', 'evaluating', 'awaiting_outcome', 'closed') OR
    (open_conditions = 0 AND (room = 'given' OR (NOT needs_room AND
    room IN ('unknown', 'not_needed'))) AND (NOT needs_basis OR room_basis <> '')
    AND (NOT is_european OR pilot_form IN ('doe_tank', 'other'))))""",
)
OWN_OWNERS = ("team", "organisation", "management")
OWN_LEVELS = ("unwritten", "team_agreement", "procedure", "internal_rule")
OF_THE_STATE = ("national_rule", "ministerial_regulation", "order_in_council", "act")
OTHERS_LEVELS = (
    *OF_THE_STATE,
    "eu_regulation",
    "collective_agreement",
    "municipal_ordinance",
    "provincial_ordinance",
    "water_authority_ordinance",
    "joint_rule",
    "other_body",
)


class Proposal(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class PilotCondition(Model):
    id = BigAutoField()
    uid = CharField(max_length=32, unique=True)
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    revision = IntegerField()
    text = TextField()
    who = CharField(
        max_length=40,
        constraints=[
            Check(
                "who IN ('applicant', 'coordinator', 'bzk', 'rule_owner', 'works_council', 'dpo')",
                name="pilot_condition_who_known",
            )
        ],
    )
    is_before_start = BooleanField()
    due = DateField(null=True)
    met_at = DateTimeField(null=True)
    met_by = TextField()
    note = TextField()

    class Meta:
        legacy_table_names = False


def up(migrator, db):
    boolean = "INTEGER" if isinstance(db, SqliteDatabase) else "BOOLEAN"
    for sql in COLUMNS:
        db.execute_sql(sql.format(boolean=boolean))
    with db.bind_ctx([Proposal, PilotCondition]):
        db.create_tables([PilotCondition])
    _fill(db)


def _fill(db):
    """Write down the form of each pilot; of a trial that began before, no more is asked."""
    sign, forms = db.param, _forms(db)
    for number, proposal, status, level, form, answers in db.execute_sql(
        "SELECT pilot.id, proposal.id, pilot.status, proposal.rule_level, proposal.pilot_form, "
        "proposal.answers FROM pilot JOIN proposal ON proposal.id = pilot.proposal_id"
    ).fetchall():
        owner = json.loads(answers).get("rule_owner") or ""
        needs = _needs(level, owner) if status == "preparing" else (False, False, False)
        db.execute_sql(
            f"UPDATE pilot SET pilot_form = {sign}, needs_room = {sign}, needs_basis = {sign}, "  # noqa: S608 - no value in it
            f"is_european = {sign} WHERE id = {sign}",
            (forms.get(proposal) or form, *needs, number),
        )


def _forms(db):
    """Return the form that the last approval of each proposal that has one gave its pilot."""
    sign = db.param
    approvals = f"SELECT proposal_id, answers FROM reply WHERE kind = {sign} ORDER BY id"  # noqa: S608 - no value in it
    found = db.execute_sql(approvals, ("approved",)).fetchall()
    return {proposal: json.loads(answers).get("pilot_form") or "" for proposal, answers in found}


def _needs(level, owner):
    if level in OTHERS_LEVELS:
        is_others = True
    elif owner in ("", "unknown"):
        is_others = level not in OWN_LEVELS
    else:
        is_others = owner not in OWN_OWNERS
    of_ministry = level in ("", "unknown") and owner == "ministry"
    return (
        is_others,
        level in OF_THE_STATE or of_ministry,
        owner == "eu" or level == "eu_regulation",
    )
