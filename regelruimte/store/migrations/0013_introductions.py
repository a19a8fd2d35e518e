"""Introductions: two applicants who named the same rule, and what each of them said.

And the account of each quarter for everybody, and pilots with one agreement together.
"""

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
    TextField,
)


class Proposal(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class Introduction(Model):
    id = BigAutoField()
    uid = CharField(max_length=32, unique=True)
    state = CharField(
        max_length=40,
        constraints=[
            Check(
                "state IN ('asking_first', 'asking_second', 'introduced', 'not_to_be')",
                name="introduction_state_known",
            )
        ],
    )
    asked_by = TextField()
    about = TextField()
    why = TextField()
    begun_at = DateTimeField()
    ends_on = DateField(index=True)

    class Meta:
        legacy_table_names = False


class IntroductionSide(Model):
    id = BigAutoField()
    introduction = ForeignKeyField(Introduction, on_delete="CASCADE")
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    position = IntegerField(constraints=[Check("position IN (1, 2)")])
    asked_at = DateTimeField(null=True)
    answer = CharField(
        max_length=20,
        constraints=[Check("answer IN ('', 'yes', 'no')", name="introduction_side_answer_known")],
    )
    answered_at = DateTimeField(null=True)
    shares = TextField()
    own_employer_too = BooleanField()
    seen_at = DateTimeField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = (
            (("introduction", "position"), True),
            (("introduction", "proposal"), True),
        )
        constraints = (Check("answer = '' OR asked_at IS NOT NULL"),)


class QuarterAccount(Model):
    id = BigAutoField()
    quarter = CharField(max_length=6, unique=True)
    made_at = DateTimeField()
    bands = TextField()

    class Meta:
        legacy_table_names = False


TABLES = (Introduction, IntroductionSide, QuarterAccount)


JOINT = (
    """ALTER TABLE "pilot" ADD COLUMN "joint" VARCHAR(32) NOT NULL DEFAULT ''""",
    'CREATE INDEX "pilot_joint" ON "pilot" ("joint")',
)


def up(migrator, db):
    for statement in JOINT:
        db.execute_sql(statement)
    with db.bind_ctx((Proposal, *TABLES)):
        db.create_tables(TABLES)
