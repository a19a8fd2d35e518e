"""Who may read along with a proposal, and links that are for them."""

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

PURPOSES = ("draft", "applicant", "coordinator", "reader")


class Proposal(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class Reader(Model):
    id = BigAutoField()
    uid = CharField(max_length=32, unique=True)
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    function = TextField()
    email = TextField()
    parts = TextField()
    shows_person = BooleanField()
    shows_organisation = BooleanField()
    message = TextField()
    until = DateField()
    coordinator = TextField()
    coordinator_name = TextField()
    asked_at = DateTimeField()
    allowed_at = DateTimeField(null=True)
    refused_at = DateTimeField(null=True)
    revoked_at = DateTimeField(null=True)
    code_hash = CharField(max_length=64)
    code_until = DateTimeField(null=True)
    wrong_guesses = IntegerField(constraints=[Check("wrong_guesses >= 0")])
    remark = TextField()
    remark_at = DateTimeField(null=True)

    class Meta:
        legacy_table_names = False
        constraints = (Check("remark = '' OR remark_at IS NOT NULL"),)


def up(migrator, db):
    with db.bind_ctx([Reader]):
        db.create_tables([Reader])
    allow(db, "link", "purpose", PURPOSES)
