"""Who comes in, and how often; of persons only keyed hashes."""

from __future__ import annotations

from peewee import CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from regelruimte import clock
from regelruimte.store import closed_sets
from regelruimte.store.closed_sets import one_of
from regelruimte.store.columns import UTCDateTimeField
from regelruimte.store.models.proposals import Proposal
from regelruimte.store.models.table import Table


class SignIn(Table):
    """A coordinator's way into the workspace: asked for, mailed, used once, and then a session.

    Only hashes are kept: of the mailed token and code, of the browser that asked for them, and
    of the session that they became.
    """

    coordinator = TextField(index=True)
    token_hash = CharField(max_length=64, unique=True)
    code_hash = CharField(max_length=64)
    browser_hash = CharField(max_length=64, index=True)
    session_hash = CharField(max_length=64, null=True, unique=True)
    wrong_guesses = IntegerField(default=0, constraints=[Check("wrong_guesses >= 0")])
    created_at = UTCDateTimeField(default=clock.now)
    expires_at = UTCDateTimeField()
    used_at = UTCDateTimeField(null=True)
    ended_at = UTCDateTimeField(null=True)


class Absence(Table):
    """That a coordinator is away until the end of a day; one row for each who is."""

    coordinator = TextField(unique=True)
    until = DateField()


class AuditEntry(Table):
    """That a coordinator came in, opened or took out something, or that somebody failed to."""

    at = UTCDateTimeField(default=clock.now, index=True)
    kind = CharField(
        max_length=40, constraints=[one_of("audit_entry", "kind", closed_sets.AUDIT_KINDS)]
    )
    # Who it was, by address; empty where nobody knows.
    coordinator = TextField(default="")
    proposal = ForeignKeyField(Proposal, null=True, on_delete="CASCADE")
    # What was taken out: the name of a file.
    detail = TextField(default="")


class LinkRequest(Table):
    """Somebody who asked for a new link; the mailer looks the address up and removes the row."""

    address = TextField()
    at = UTCDateTimeField(default=clock.now)


class Person(Table):
    """What whoever has a mail address told us: "dit ben ik", or never more than "niet"."""

    who = CharField(max_length=64, unique=True)
    confirmed_at = UTCDateTimeField(null=True)
    denied_at = UTCDateTimeField(null=True)


class Hit(Table):
    """Something that counts towards a limit, for a day at most; for whom is a keyed hash."""

    who = CharField(max_length=64)
    at = UTCDateTimeField(default=clock.now, index=True)

    class Meta:
        indexes = ((("who", "at"), False),)
