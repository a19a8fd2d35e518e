"""The key of a pilot's form in replies hides no property of an HTML form; who is away."""

from __future__ import annotations

import json

from peewee import BigAutoField, DateField, Model, TextField

OLD, NEW = "form", "pilot_form"


class Absence(Model):
    id = BigAutoField()
    coordinator = TextField(unique=True)
    until = DateField()

    class Meta:
        legacy_table_names = False


def up(migrator, db):
    with db.bind_ctx([Absence]):
        db.create_tables([Absence])
    sign = db.param
    approvals = f"SELECT id, answers, record FROM reply WHERE kind = {sign}"  # noqa: S608 - no value in it
    for number, answers, record in db.execute_sql(approvals, ("approved",)).fetchall():
        db.execute_sql(
            f"UPDATE reply SET answers = {sign}, record = {sign} WHERE id = {sign}",  # noqa: S608 - no value in it
            (_renamed_answers(answers), _renamed_record(record), number),
        )


def _renamed_answers(stored):
    answers = json.loads(stored)
    return json.dumps({NEW if key == OLD else key: value for key, value in answers.items()})


def _renamed_record(stored):
    entries = json.loads(stored)
    return json.dumps(
        [{**each, "key": NEW} if each.get("key") == OLD else each for each in entries]
    )
