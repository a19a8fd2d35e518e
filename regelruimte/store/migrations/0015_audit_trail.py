"""The audit trail, and when each chore was done last."""

from peewee import (
    BigAutoField,
    CharField,
    Check,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from regelruimte.store.closed_sets import one_of

KINDS = (
    "signed_in",
    "sign_in_failed",
    "sign_in_unknown",
    "opened",
    "dossier",
    "briefing",
    "exported",
    "audit_exported",
)


class Proposal(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class AuditEntry(Model):
    id = BigAutoField()
    at = DateTimeField(index=True)
    kind = CharField(max_length=40, constraints=[one_of("audit_entry", "kind", KINDS)])
    coordinator = TextField()
    proposal = ForeignKeyField(Proposal, null=True, on_delete="CASCADE")
    detail = TextField()

    class Meta:
        legacy_table_names = False


class Chore(Model):
    id = BigAutoField()
    name = CharField(max_length=40, unique=True)
    done_at = DateTimeField(null=True)
    failed_at = DateTimeField(null=True)
    milliseconds = IntegerField(constraints=[Check("milliseconds >= 0")])

    class Meta:
        legacy_table_names = False


def up(migrator, db):
    with db.bind_ctx([AuditEntry, Chore]):
        db.create_tables([AuditEntry, Chore])
