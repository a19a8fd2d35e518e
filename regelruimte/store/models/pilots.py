"""A trial with a rule: its course, its conditions, who said yes by a link."""

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


class Consent(Table):
    """A yes that an applicant asked for by a link, and what somebody said to that; no address."""

    # Names it in addresses and links: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=new_uid, unique=True)
    proposal = ForeignKeyField(Proposal, backref="asked_consents", on_delete="CASCADE")
    kind = CharField(
        max_length=20, constraints=[one_of("consent", "kind", closed_sets.CONSENT_KINDS)]
    )
    shows_title = BooleanField(default=False)
    asked_at = UTCDateTimeField(default=clock.now)
    # The last day on which it may be opened.
    until = DateField()
    revoked_at = UTCDateTimeField(null=True)
    # What was filled in: it counts from `given_at` on, when a code confirmed the address.
    answer = CharField(
        max_length=20,
        default="",
        constraints=[one_of("consent", "answer", closed_sets.CONSENT_ANSWERS)],
    )
    condition = TextField(default="")
    function = TextField(default="")
    # Whoever filled it in, as a keyed hash, and what follows the @; the first goes at the start.
    person = CharField(max_length=64, default="")
    domain = TextField(default="")
    given_at = UTCDateTimeField(null=True)
    # When the answer before this one was taken back.
    withdrawn_at = UTCDateTimeField(null=True)
    # The condition of the pilot that it became, by its uid.
    pilot_condition = CharField(max_length=32, default="")
    # The code that was mailed last, as a keyed hash; empty once it was used.
    code_hash = CharField(max_length=64, default="")
    code_until = UTCDateTimeField(null=True)
    wrong_guesses = IntegerField(default=0, constraints=[Check("wrong_guesses >= 0")])

    class Meta:
        constraints = (Check("given_at IS NULL OR (answer <> '' AND function <> '')"),)


class Pilot(Table):
    """A trial from its agreement on, until the rule itself has an outcome."""

    proposal = ForeignKeyField(Proposal, backref="pilots", unique=True, on_delete="CASCADE")
    proposal_id: int
    status = CharField(
        max_length=40,
        default="preparing",
        constraints=[one_of("pilot", "status", closed_sets.PILOT_STATUSES)],
    )
    # Counts every step; of two steps taken at the same turn one wins.
    status_version = IntegerField(default=0, column_name="turn")
    # Which version of the agreement there is, and which of them each side accepted; 0 is none.
    agreement = IntegerField(default=0)
    applicant_accepted = IntegerField(default=0)
    coordinator_accepted = IntegerField(default=0)
    mandate = CharField(
        max_length=40,
        default="unknown",
        constraints=[one_of("pilot", "mandate", closed_sets.MANDATES)],
    )
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    is_extended = BooleanField(default=False)
    baseline_at = UTCDateTimeField(null=True)
    # Hours a month that the rule costs the team: before the trial, and at its end.
    baseline_hours = IntegerField(null=True)
    end_hours = IntegerField(null=True)
    checked_at = UTCDateTimeField(null=True)
    measured_at = UTCDateTimeField(null=True)
    # Since when nothing is tried any more: it was ended, stopped or never began.
    ended_at = UTCDateTimeField(null=True)
    rule_owner = TextField(default="")
    outcome_due = DateField(null=True)
    outcome = CharField(
        max_length=40,
        default="",
        constraints=[one_of("pilot", "outcome", closed_sets.RULE_OUTCOMES)],
    )
    closed_at = UTCDateTimeField(null=True)
    # The same for all pilots that have one agreement together; empty for one by itself.
    joint = CharField(max_length=32, default="", index=True)
    created_at = UTCDateTimeField(default=clock.now)
    # Since when something waits to be mailed to the applicant, with the rest of its day.
    news_since = UTCDateTimeField(null=True)
    # What who decides on the rule says of it: by which function, on what basis, on which day.
    room = CharField(
        max_length=40,
        default="unknown",
        constraints=[
            one_of("pilot", "room", closed_sets.ROOMS),
        ],
    )
    room_by = TextField(default="")
    room_basis = TextField(default="")
    room_on = DateField(null=True)
    # What the rule of the proposal asks, as it was when the pilot was written down.
    needs_room = BooleanField(default=False)
    needs_basis = BooleanField(default=False)
    is_european = BooleanField(default=False)
    # As the agreement has it; empty as long as there is none.
    pilot_form = CharField(max_length=40, default="")
    # How many conditions for the start are not met.
    open_conditions = IntegerField(default=0)
    answers = JSONField(default=dict)
    # What was written at each step, in words: {step: [{"key", "label", "text", …}, …]}.
    record = JSONField(default=dict)

    class Meta:
        indexes = ((("status", "id"), False),)
        constraints = (
            Check(
                "status NOT IN ('running', 'evaluating', 'awaiting_outcome', 'closed') OR "
                "(mandate IN ('present', 'obtained') AND baseline_at IS NOT NULL "
                "AND ends_on IS NOT NULL)"
            ),
            Check(
                "status NOT IN ('running', 'evaluating', 'awaiting_outcome', 'closed') OR "
                "(open_conditions = 0 AND (room = 'given' OR (NOT needs_room AND "
                "room IN ('unknown', 'not_needed'))) AND (NOT needs_basis OR room_basis <> '') "
                "AND (NOT is_european OR pilot_form IN ('doe_tank', 'other')))"
            ),
            Check("room <> 'given' OR (room_by <> '' AND room_on IS NOT NULL)"),
            Check("status <> 'awaiting_outcome' OR (rule_owner <> '' AND outcome_due IS NOT NULL)"),
            Check("status <> 'closed' OR outcome <> ''"),
        )


class PilotCondition(Table):
    """What somebody has to see to before a trial starts, or during it."""

    # Names it in addresses: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=new_uid, unique=True)
    # Not the pilot: what is written about a proposal is removed by this reference.
    proposal = ForeignKeyField(Proposal, backref="pilot_conditions", on_delete="CASCADE")
    # Counts changes; of two at once one wins.
    revision = IntegerField(default=1)
    text = TextField()
    who = CharField(
        max_length=40,
        constraints=[one_of("pilot_condition", "who", closed_sets.CONDITION_WHO)],
    )
    is_before_start = BooleanField()
    due = DateField(null=True)
    # When somebody noted that it is met, and which coordinator, by address.
    met_at = UTCDateTimeField(null=True)
    met_by = TextField(default="")
    note = TextField(default="")


PilotCondition.add_index(
    PilotCondition.due, where=PilotCondition.met_at.is_null(), name="pilot_condition_open"
)
