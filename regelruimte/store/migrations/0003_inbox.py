"""What a row of the inbox shows besides: the organisation, and when to come back to a proposal."""

from __future__ import annotations

import json

# Written out: the helper for a column that may not be empty makes SQLite's table anew, and the
# triggers that keep the words to search by would be lost.
COLUMNS = (
    """ALTER TABLE "proposal" ADD COLUMN "organisation" TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "proposal" ADD COLUMN "follow_up" DATE',
    'CREATE INDEX "proposal_follow_up" ON "proposal" ("follow_up")',
)


def up(migrator, db):
    for sql in COLUMNS:
        db.execute_sql(sql)
    sign = db.param
    sent = "SELECT id, answers FROM proposal WHERE reference IS NOT NULL"
    for number, stored in db.execute_sql(sent).fetchall():
        answers = json.loads(stored)
        db.execute_sql(
            f"UPDATE proposal SET organisation = {sign} WHERE id = {sign}",  # noqa: S608 - no value in it
            (answers.get("organisation") or "", number),
        )
