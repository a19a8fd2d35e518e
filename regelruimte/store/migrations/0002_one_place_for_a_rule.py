"""Where a rule stands is one answer: a link or number joins the name that stood beside it."""

from __future__ import annotations

import json

LONGEST = 500


def up(migrator, db):
    rows = db.execute_sql(
        "SELECT id, answers FROM proposal WHERE CAST(answers AS text) LIKE '%rule_link%'"
    ).fetchall()
    for number, stored in rows:
        answers = json.loads(stored) if isinstance(stored, str) else stored
        link = answers.pop("rule_link", None) or ""
        name = answers.get("rule_source") or ""
        answers["rule_source"] = " ".join(filter(None, [name, link]))[:LONGEST]
        sign = db.param
        db.execute_sql(
            f"UPDATE proposal SET answers = {sign} WHERE id = {sign}",  # noqa: S608 - no value in it
            (json.dumps(answers), number),
        )
