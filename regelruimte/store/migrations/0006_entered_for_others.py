"""Who entered a proposal for somebody else, and when that one said yes by telephone."""

from __future__ import annotations

from peewee import SqliteDatabase

# Written out: the helper for a column that may not be empty makes SQLite's table anew, and the
# triggers that keep the words to search by would be lost.
ENTERED_BY = """ALTER TABLE "proposal" ADD COLUMN "entered_by" TEXT NOT NULL DEFAULT ''"""
AGREED = 'ALTER TABLE "proposal" ADD COLUMN "agreed_by_phone_at" {moment}'
INDEX = 'CREATE INDEX "proposal_entered_by" ON "proposal" ("entered_by")'


def up(migrator, db):
    moment = "DATETIME" if isinstance(db, SqliteDatabase) else "TIMESTAMP"
    for sql in (ENTERED_BY, AGREED.format(moment=moment), INDEX):
        db.execute_sql(sql)
