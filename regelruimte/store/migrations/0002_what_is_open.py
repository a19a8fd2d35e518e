"""Indexes of what is open: what waits is found without going through all that is done."""

INDEXES = (
    """CREATE INDEX "message_open" ON "message" ("proposal_id")
    WHERE (("answer_due" IS NOT NULL) AND ("answered_at" IS NULL))""",
    """CREATE INDEX "outgoing_mail_failed" ON "outgoing_mail" ("proposal_id")
    WHERE ("failed_at" IS NOT NULL)""",
    """CREATE INDEX "pilot_condition_open" ON "pilot_condition" ("due")
    WHERE ("met_at" IS NULL)""",
)


def up(migrator, db):
    for sql in INDEXES:
        db.execute_sql(sql)
