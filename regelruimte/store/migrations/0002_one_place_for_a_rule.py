"""Where a rule stands is one answer: a link or number joins the name that stood beside it."""

from __future__ import annotations

import json


def up(migrator, db):
    sign = db.param
    rows = db.execute_sql(
        f"SELECT id, answers FROM proposal WHERE CAST(answers AS text) LIKE {sign}",  # noqa: S608 - no value in it
        ("%rule_link%",),
    ).fetchall()
    for number, stored in rows:
        answers = json.loads(stored) if isinstance(stored, str) else stored
        if "rule_link" not in answers:  # somebody wrote the word
            continue
        both = (answers.get("rule_source"), answers.pop("rule_link"))
        # Also when that is too long by now: half a link leads nowhere.
        answers["rule_source"] = " ".join(filter(None, both))
        db.execute_sql(
            f"UPDATE proposal SET answers = {sign} WHERE id = {sign}",  # noqa: S608 - no value in it
            (json.dumps(answers), number),
        )
