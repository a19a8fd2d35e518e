"""What an applicant and the coordinators write each other."""

from peewee import BigAutoField, DateField, DateTimeField, ForeignKeyField, Model, TextField


class Proposal(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class Message(Model):
    id = BigAutoField()
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    at = DateTimeField()
    coordinator = TextField()
    coordinator_name = TextField()
    text = TextField()
    answer_due = DateField(null=True)
    answered_at = DateTimeField(null=True)

    class Meta:
        legacy_table_names = False


def up(migrator, db):
    with db.bind_ctx([Proposal, Message]):
        db.create_tables([Message])
