"""A proposal from its first draft on, and what is written and done about it."""

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
from regelruimte.fields.question import Situation
from regelruimte.store import closed_sets
from regelruimte.store.closed_sets import one_of
from regelruimte.store.columns import JSONField, UTCDateTimeField
from regelruimte.store.models.table import Table, new_uid


class FinishedCheck(Table):
    """The answers of one finished check and its outcome; the day only, and nobody's name."""

    day = DateField(default=clock.today, index=True)
    outcome = CharField(max_length=40)
    answers = JSONField()


class Proposal(Table):
    """A proposal from its first draft on; what the program reasons about has a typed column."""

    # Names the proposal wherever a copy of it may be: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=new_uid, unique=True)
    status = CharField(
        max_length=40,
        default="draft",
        constraints=[one_of("proposal", "status", closed_sets.PROPOSAL_STATUSES)],
    )
    # Counts changes of the text; a coordinator decides on the revision that was seen.
    revision = IntegerField(default=1, constraints=[Check("revision >= 1")])
    # Counts changes of the status; of two replies given at the same turn one wins.
    status_version = IntegerField(default=0, column_name="turn")
    reference = CharField(max_length=12, null=True, unique=True)
    title = TextField(default="")
    # In lower case, to find what belongs to an address; empty until it was sent.
    email = TextField(default="", index=True)
    rule_level = CharField(max_length=40, default="")
    pilot_form = CharField(max_length=40, default="")
    workplace = CharField(max_length=40, default="")
    confidential = BooleanField(default=False)
    signal = BooleanField(default=False)
    # The coordinator whose it is, by address; empty until somebody takes it.
    handler = TextField(default="")
    # Whoever has the address that was filled in, as a keyed hash; empty until it was sent.
    person = CharField(max_length=64, default="", index=True)
    # So many came from unconfirmed addresses that its alert waits, to be gathered with others.
    alert_waits = BooleanField(default=False, index=True)
    # The same for all proposals that were put together as being about one rule.
    same_rule = CharField(max_length=32, default="", index=True)
    # How the rule is cited, written one way.
    citation = TextField(default="")
    created_at = UTCDateTimeField(default=clock.now)
    changed_at = UTCDateTimeField(default=clock.now, index=True)
    submitted_at = UTCDateTimeField(null=True, index=True)
    reply_due = DateField(null=True)
    first_reply_at = UTCDateTimeField(null=True)
    closed_at = UTCDateTimeField(null=True)
    email_confirmed_at = UTCDateTimeField(null=True)
    email_denied_at = UTCDateTimeField(null=True, index=True)
    anonymised_at = UTCDateTimeField(null=True)
    organisation = TextField(default="")
    # The coordinator who entered it for somebody else, by address; empty otherwise.
    entered_by = TextField(default="", index=True)
    # When that somebody, who gave no mail address, said yes to what was read aloud.
    agreed_by_phone_at = UTCDateTimeField(null=True)
    # When a coordinator wants to see it again.
    follow_up = DateField(null=True, index=True)
    # Which rule that is (bwb:BWBR0005537), and which part of it (art=3:4); nobody confirmed it
    # where only its name suggests the rule.
    rule = TextField(default="")
    part = TextField(default="")
    rule_suggested = BooleanField(default=False)
    # Which reading of citations they come of: what is older is read again.
    rule_reading = IntegerField(default=0, index=True)
    # What is long comes last: a list or a count then reads no further than it needs.
    check_answers = JSONField(default=dict)
    answers = JSONField(default=dict)
    # Which page saved which step last, to notice a second tab and a save that comes too late:
    # {step: {"count": 3, "page": "x", "sent": true}}.
    saves = JSONField(default=dict)
    # The questions and answers in words as they were sent; later wording never changes them.
    record = JSONField(default=list)
    check_record = JSONField(default=dict)
    # Every word there is to search by.
    words = TextField(default="")

    @property
    def situation(self) -> Situation:
        """Return the answers and the check, as the questions' conditions look at them."""
        return Situation(self.answers, self.check_answers)

    @property
    def etag(self) -> str:
        """Return what somebody who sees it now has seen: this text, at this turn."""
        return f"{self.revision}.{self.status_version}"

    class Meta:
        indexes = (
            (("status", "id"), False),
            (("status", "reply_due", "id"), False),
            (("rule_level", "id"), False),
            (("pilot_form", "id"), False),
            (("workplace", "id"), False),
            (("handler", "id"), False),
            (("rule", "id"), False),
        )
        constraints = (
            Check("(status = 'draft' OR status = 'withdrawn') OR reference IS NOT NULL"),
            Check("status <> 'draft' OR reference IS NULL"),
            Check("reference IS NULL OR reference LIKE 'RR-____-____'"),
        )


class Link(Table):
    """A mailed or secret link: only a hash of its token is kept, for one purpose and one person."""

    token_hash = CharField(max_length=64, unique=True)
    purpose = CharField(
        max_length=20, constraints=[one_of("link", "purpose", closed_sets.LINK_PURPOSES)]
    )
    proposal = ForeignKeyField(Proposal, backref="links", on_delete="CASCADE")
    recipient = TextField(default="")
    revision = IntegerField(default=1)
    # A door opens nothing yet: whoever holds it must first say who they are.
    needs_confirmation = BooleanField(default=False, column_name="is_door")
    created_at = UTCDateTimeField(default=clock.now)
    expires_at = UTCDateTimeField(null=True)
    revoked_at = UTCDateTimeField(null=True)
    wrong_guesses = IntegerField(default=0, constraints=[Check("wrong_guesses >= 0")])
    # The workspace's session that it was made in, and ends with.
    session_hash = CharField(max_length=64, null=True, index=True)
    # The only reply that it opens, by its etag; empty where it opens all of the proposal.
    about = CharField(max_length=40, default="")


class Reply(Table):
    """A coordinator's reply: prepared, then given, and perhaps undone.

    Under some policies it waits for a second between the two, and counts for nothing meanwhile.
    """

    proposal = ForeignKeyField(Proposal, backref="replies", on_delete="CASCADE")
    link = ForeignKeyField(Link, backref="replies", null=True, on_delete="SET NULL")
    coordinator = TextField()
    coordinator_name = TextField()
    kind = CharField(max_length=40, constraints=[one_of("reply", "kind", closed_sets.REPLY_KINDS)])
    revision = IntegerField()
    status_version = IntegerField(column_name="turn")
    # How the proposal stood before it, to go back to when the reply is undone.
    previous_status = CharField(
        max_length=40,
        constraints=[one_of("reply", "previous_status", closed_sets.PROPOSAL_STATUSES)],
    )
    previous_reply_due = DateField(null=True)
    previous_first_reply_at = UTCDateTimeField(null=True)
    previous_closed_at = UTCDateTimeField(null=True)
    prepared_at = UTCDateTimeField(default=clock.now)
    given_at = UTCDateTimeField(null=True)
    visible_at = UTCDateTimeField(null=True)
    undone_at = UTCDateTimeField(null=True)
    # The policy of when it was sent: what the settings say later does not change it.
    policy = CharField(
        max_length=20,
        default="one",
        constraints=[one_of("reply", "policy", closed_sets.POLICIES)],
    )
    # Since when a second was asked, and until when that is waited for; only as long as it is.
    waits_since = UTCDateTimeField(null=True)
    waits_until = UTCDateTimeField(null=True, index=True)
    # The coordinator who gave a second opinion, by address; empty as long as nobody did.
    second = TextField(default="")
    seconded_at = UTCDateTimeField(null=True)
    objected_at = UTCDateTimeField(null=True, index=True)
    objection = TextField(default="")
    # Since when it counts without a second: left to its writer, or nobody came in time.
    lapsed_at = UTCDateTimeField(null=True)
    # What is long comes last.
    answers = JSONField(default=dict)
    record = JSONField(default=list)

    @property
    def etag(self) -> str:
        """Return what somebody who reads it now has read: SQLite gives a number out twice."""
        return f"{self.id}.{self.prepared_at.timestamp()}"

    class Meta:
        constraints = (Check("given_at IS NULL OR visible_at IS NOT NULL"),)


class Event(Table):
    """Something that happened to a proposal: the timeline, and the proof afterwards."""

    proposal = ForeignKeyField(Proposal, backref="events", on_delete="CASCADE")
    at = UTCDateTimeField(default=clock.now)
    kind = CharField(max_length=40)
    actor = TextField(default="")
    data = JSONField(default=dict)


class Note(Table):
    """What coordinators write for each other; it is never mailed and no applicant sees it."""

    proposal = ForeignKeyField(Proposal, backref="notes", on_delete="CASCADE")
    at = UTCDateTimeField(default=clock.now)
    author = TextField()
    text = TextField()


class Message(Table):
    """What the applicant or a coordinator wrote to the other side; it changes no status."""

    proposal = ForeignKeyField(Proposal, backref="messages", on_delete="CASCADE")
    at = UTCDateTimeField(default=clock.now)
    # Who wrote it, by address and by the name of then; empty when the applicant did.
    coordinator = TextField(default="")
    coordinator_name = TextField(default="")
    # By which day one of the applicant's is to be answered, and since when that is done.
    answer_due = DateField(null=True)
    answered_at = UTCDateTimeField(null=True)
    text = TextField()


Message.add_index(
    Message.proposal,
    where=Message.answer_due.is_null(False) & Message.answered_at.is_null(),
    name="message_open",
)
