"""Other people than applicant and coordinators: readers, and two who may talk."""

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
from regelruimte.store.columns import JSONField, UTCDateTimeField
from regelruimte.store.models.proposals import Proposal
from regelruimte.store.models.table import Table, new_uid


class Reader(Table):
    """Somebody who may read parts of a proposal for some days, and what became of that."""

    # Names it in addresses and links: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=new_uid, unique=True)
    proposal = ForeignKeyField(Proposal, backref="readers", on_delete="CASCADE")
    # Who it is, as the applicant is told; no name.
    function = TextField()
    # Empty once it is of no use any more.
    email = TextField()
    # The keys of the parts that may be read.
    parts = JSONField(default=list)
    shows_person = BooleanField(default=False)
    shows_organisation = BooleanField(default=False)
    message = TextField(default="")
    # The last day on which it may be opened.
    until = DateField()
    coordinator = TextField()
    coordinator_name = TextField()
    asked_at = UTCDateTimeField(default=clock.now)
    # Nothing is mailed before: of a confidential proposal its applicant decides.
    allowed_at = UTCDateTimeField(null=True)
    refused_at = UTCDateTimeField(null=True)
    revoked_at = UTCDateTimeField(null=True)
    # The code that was mailed last, as a keyed hash; empty once it was used.
    code_hash = CharField(max_length=64, default="")
    code_until = UTCDateTimeField(null=True)
    wrong_guesses = IntegerField(default=0, constraints=[Check("wrong_guesses >= 0")])
    remark = TextField(default="")
    remark_at = UTCDateTimeField(null=True)

    class Meta:
        constraints = (Check("remark = '' OR remark_at IS NOT NULL"),)


class Introduction(Table):
    """Two applicants who named the same rule, each asked apart whether they want to talk."""

    # Names it in addresses: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=new_uid, unique=True)
    state = CharField(
        max_length=40,
        default="asking_first",
        constraints=[one_of("introduction", "state", closed_sets.INTRODUCTION_STATES)],
    )
    asked_by = TextField()
    # What both are told of the rule, in our words; and why, where they cite no same article.
    about = TextField()
    why = TextField(default="")
    begun_at = UTCDateTimeField(default=clock.now)
    # The last day on which whoever was asked last can answer.
    ends_on = DateField(index=True)


class IntroductionSide(Table):
    """One of the two: whether this applicant was asked, what was said, what may be shown."""

    introduction = ForeignKeyField(Introduction, backref="sides", on_delete="CASCADE")
    introduction_id: int
    proposal = ForeignKeyField(Proposal, backref="introductions", on_delete="CASCADE")
    proposal_id: int
    # 1 is asked first; 2 is asked once 1 said yes, or never.
    position = IntegerField(constraints=[Check("position IN (1, 2)")])
    asked_at = UTCDateTimeField(null=True)
    answer = CharField(
        max_length=20,
        default="",
        constraints=[one_of("introduction_side", "answer", closed_sets.INTRODUCTION_ANSWERS)],
    )
    answered_at = UTCDateTimeField(null=True)
    # The keys of what the other may see.
    shares = JSONField(default=list)
    own_employer_too = BooleanField(default=False)
    # When the applicant read what came of it.
    seen_at = UTCDateTimeField(null=True)

    class Meta:
        indexes = (
            (("introduction", "position"), True),
            (("introduction", "proposal"), True),
        )
        constraints = (Check("answer = '' OR asked_at IS NOT NULL"),)
