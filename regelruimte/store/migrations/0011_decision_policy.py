"""A reply may wait for a second: its policy, what became of that, and links that are for it."""

from __future__ import annotations

from peewee import SqliteDatabase

from regelruimte.store.closed_sets import allow

PURPOSES = ("draft", "applicant", "coordinator", "reader", "second")
POLICY = """ALTER TABLE "reply" ADD COLUMN "policy" VARCHAR(20) NOT NULL DEFAULT 'one'
CONSTRAINT "reply_policy_known" CHECK (policy IN ('one', 'both', 'objection'))"""
MOMENTS = ("waits_since", "waits_until", "seconded_at", "objected_at", "lapsed_at")
MOMENT = 'ALTER TABLE "reply" ADD COLUMN "{name}" {moment}'
# Written out: the helper for a column that may not be empty makes SQLite's table anew.
TEXT = """ALTER TABLE "reply" ADD COLUMN "{name}" TEXT NOT NULL DEFAULT ''"""
ABOUT = """ALTER TABLE "link" ADD COLUMN "about" VARCHAR(40) NOT NULL DEFAULT ''"""
INDEX = 'CREATE INDEX "reply_{name}" ON "reply" ("{name}")'


def up(migrator, db):
    moment = "DATETIME" if isinstance(db, SqliteDatabase) else "TIMESTAMP"
    for sql in (
        POLICY,
        *(MOMENT.format(name=name, moment=moment) for name in MOMENTS),
        *(TEXT.format(name=name) for name in ("second", "objection")),
        *(INDEX.format(name=name) for name in ("waits_until", "objected_at")),
        ABOUT,
    ):
        db.execute_sql(sql)
    allow(db, "link", "purpose", PURPOSES)
