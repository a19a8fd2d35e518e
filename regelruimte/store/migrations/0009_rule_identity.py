"""Which rule a proposal cites, and which part of it; an hourly job reads the answers for it."""

from __future__ import annotations

from peewee import SqliteDatabase

# Written out, as in 0003: a helper would make SQLite's table anew and lose its triggers.
COLUMNS = (
    """ALTER TABLE "proposal" ADD COLUMN "rule" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "proposal" ADD COLUMN "part" TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "proposal" ADD COLUMN "rule_suggested" {boolean} NOT NULL DEFAULT FALSE',
    'ALTER TABLE "proposal" ADD COLUMN "rule_reading" INTEGER NOT NULL DEFAULT 0',
    'CREATE INDEX "proposal_rule_reading" ON "proposal" ("rule_reading")',
    'CREATE INDEX "proposal_rule_id" ON "proposal" ("rule", "id")',
    'DROP INDEX "proposal_citation"',
)


def up(migrator, db):
    boolean = "INTEGER" if isinstance(db, SqliteDatabase) else "BOOLEAN"
    for sql in COLUMNS:
        db.execute_sql(sql.format(boolean=boolean))
