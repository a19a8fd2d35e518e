"""What an applicant asks of a manager or of who decides on the rule, and links for that."""

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

from regelruimte.store.closed_sets import allow

PURPOSES = ("draft", "applicant", "coordinator", "reader", "second", "consent")


class Proposal(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class Consent(Model):
    id = BigAutoField()
    uid = CharField(max_length=32, unique=True)
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    kind = CharField(
        max_length=20,
        constraints=[Check("kind IN ('mandate', 'room')", name="consent_kind_known")],
    )
    shows_title = BooleanField()
    asked_at = DateTimeField()
    until = DateField()
    revoked_at = DateTimeField(null=True)
    answer = CharField(
        max_length=20,
        constraints=[Check("answer IN ('', 'yes', 'yes_if', 'no')", name="consent_answer_known")],
    )
    condition = TextField()
    function = TextField()
    person = CharField(max_length=64)
    domain = TextField()
    given_at = DateTimeField(null=True)
    withdrawn_at = DateTimeField(null=True)
    pilot_condition = CharField(max_length=32)
    code_hash = CharField(max_length=64)
    code_until = DateTimeField(null=True)
    wrong_guesses = IntegerField(constraints=[Check("wrong_guesses >= 0")])

    class Meta:
        legacy_table_names = False
        constraints = (Check("given_at IS NULL OR (answer <> '' AND function <> '')"),)


def up(migrator, db):
    with db.bind_ctx([Consent]):
        db.create_tables([Consent])
    allow(db, "link", "purpose", PURPOSES)
