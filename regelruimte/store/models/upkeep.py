"""Mail that goes out, and what the site keeps of its own work."""

from __future__ import annotations

from peewee import (
    BooleanField,
    CharField,
    Check,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from regelruimte import clock
from regelruimte.store import closed_sets
from regelruimte.store.closed_sets import one_of
from regelruimte.store.columns import UTCDateTimeField
from regelruimte.store.models.proposals import Proposal, Reply
from regelruimte.store.models.table import Table


class OutgoingMail(Table):
    """One message to one recipient, written with the change it tells about and sent later."""

    kind = CharField(max_length=40)
    proposal = ForeignKeyField(Proposal, backref="mails", null=True, on_delete="CASCADE")
    # The reply that it waits for: undoing that one cancels it.
    reply = ForeignKeyField(Reply, backref="mails", null=True, on_delete="CASCADE")
    recipient = TextField()
    recipient_name = TextField(default="")
    # To one of us: it goes out only as long as that is one of us.
    for_coordinator = BooleanField(default=False)
    # Whoever is mailed, as a keyed hash; empty for a coordinator.
    person = CharField(max_length=64, default="")
    reply_to = TextField(default="")
    message_id = CharField(max_length=120, unique=True)
    created_at = UTCDateTimeField(default=clock.now)
    not_before = UTCDateTimeField(default=clock.now)
    # From then on it is of no use, and is not sent any more.
    not_after = UTCDateTimeField(null=True)
    leased_until = UTCDateTimeField(null=True)
    attempts = IntegerField(default=0, constraints=[Check("attempts >= 0")])
    last_error = TextField(default="")
    # Whose fault the last error was: see mail/refusal.py.
    fault = CharField(
        max_length=20,
        default="",
        constraints=[one_of("outgoing_mail", "fault", closed_sets.MAIL_FAULTS)],
    )
    delivered_at = UTCDateTimeField(null=True, index=True)
    failed_at = UTCDateTimeField(null=True)
    cancelled_at = UTCDateTimeField(null=True)
    # Came back with a restored back-up, and may have been delivered before it: a person decides.
    held_at = UTCDateTimeField(null=True)
    # What is long comes last: looking for what waits then reads no further than it needs.
    subject = TextField()
    text = TextField()
    html = TextField()
    calendar = TextField(default="")

    class Meta:
        indexes = ((("delivered_at", "not_before"), False), (("person", "created_at"), False))
        constraints = (Check("delivered_at IS NULL OR failed_at IS NULL"),)


# Of the many that went, none is gone through for the few that did not.
OutgoingMail.add_index(
    OutgoingMail.proposal, where=OutgoingMail.failed_at.is_null(False), name="outgoing_mail_failed"
)


class Erasure(Table):
    """What was erased, so that a restored back-up does not bring it back; only its name."""

    uid = CharField(max_length=32, unique=True)
    at = UTCDateTimeField(default=clock.now)


class Heartbeat(Table):
    """One row: when the jobs ran last, and since when the clock made no great jump.

    And when what is past its term was removed last, or since when we wait for that; and of which
    week, by its Monday, the weekly mail was made.
    """

    since = UTCDateTimeField()
    at = UTCDateTimeField()
    removed_at = UTCDateTimeField(default=clock.now)
    told_week = DateField(null=True)


class Chore(Table):
    """What has to be done again and again, by the mailer or an operator: when it last was."""

    name = CharField(max_length=40, unique=True)
    done_at = UTCDateTimeField(null=True)
    failed_at = UTCDateTimeField(null=True)
    # How long it took the last time that it was done.
    milliseconds = IntegerField(default=0, constraints=[Check("milliseconds >= 0")])
