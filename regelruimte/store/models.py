"""The tables. CHECK constraints hold what must be true whatever the code does."""

from __future__ import annotations

import uuid
from typing import Self

from peewee import (
    SQL,
    BigAutoField,
    BooleanField,
    CharField,
    Check,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    ModelSelect,
    TextField,
)

from regelruimte import clock
from regelruimte.fields.question import Situation
from regelruimte.store import closed_sets
from regelruimte.store.closed_sets import one_of
from regelruimte.store.columns import JSONField, UTCDateTimeField
from regelruimte.store.db import database
from regelruimte.store.types import Condition


class Table(Model):
    """A table of ours: numbered rows, in the database that `store.db` opened."""

    id = BigAutoField()

    @classmethod
    def whole(cls, *where: Condition) -> ModelSelect[Self]:
        """Return a query for whole rows: naming every column costs Peewee more than the query."""
        return cls.select(SQL("*")).where(*where)

    @classmethod
    def get_by_id(cls, pk: int) -> Self:
        """Return the row with this number, whole; raises DoesNotExist."""
        return cls.whole(cls.id == pk).get()

    class Meta:
        database = database
        legacy_table_names = False


def _new_uid() -> str:
    return uuid.uuid4().hex


class FinishedCheck(Table):
    """The answers of one finished check and its outcome; the day only, and nobody's name."""

    day = DateField(default=clock.today, index=True)
    outcome = CharField(max_length=40)
    answers = JSONField()


class Proposal(Table):
    """A proposal from its first draft on; what the program reasons about has a typed column."""

    # Names the proposal wherever a copy of it may be: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=_new_uid, unique=True)
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
    organisation = TextField(default="", constraints=[SQL("DEFAULT ''")])
    # The coordinator who entered it for somebody else, by address; empty otherwise.
    entered_by = TextField(default="", index=True, constraints=[SQL("DEFAULT ''")])
    # When that somebody, who gave no mail address, said yes to what was read aloud.
    agreed_by_phone_at = UTCDateTimeField(null=True)
    # When a coordinator wants to see it again.
    follow_up = DateField(null=True, index=True)
    # Which rule that is (bwb:BWBR0005537), and which part of it (art=3:4); nobody confirmed it
    # where only its name suggests the rule.
    rule = TextField(default="", constraints=[SQL("DEFAULT ''")])
    part = TextField(default="", constraints=[SQL("DEFAULT ''")])
    rule_suggested = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    # Which reading of citations they come of: what is older is read again.
    rule_reading = IntegerField(default=0, constraints=[SQL("DEFAULT 0")], index=True)
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
    about = CharField(max_length=40, default="", constraints=[SQL("DEFAULT ''")])


class Reply(Table):
    """A coordinator's reply: prepared, then given, and perhaps undone.

    Under some policies it waits for a second between the two, and counts for nothing meanwhile.
    """

    proposal = ForeignKeyField(Proposal, backref="replies", on_delete="CASCADE")
    link = ForeignKeyField(Link, backref="replies", null=True, on_delete="SET NULL")
    coordinator = TextField()
    coordinator_name = TextField()
    kind = CharField(max_length=40, constraints=[one_of("reply", "kind", closed_sets.REPLY_KINDS)])
    answers = JSONField(default=dict)
    record = JSONField(default=list)
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
        constraints=[SQL("DEFAULT 'one'"), one_of("reply", "policy", closed_sets.POLICIES)],
    )
    # Since when a second was asked, and until when that is waited for; only as long as it is.
    waits_since = UTCDateTimeField(null=True)
    waits_until = UTCDateTimeField(null=True, index=True)
    # The coordinator who gave a second opinion, by address; empty as long as nobody did.
    second = TextField(default="", constraints=[SQL("DEFAULT ''")])
    seconded_at = UTCDateTimeField(null=True)
    objected_at = UTCDateTimeField(null=True, index=True)
    objection = TextField(default="", constraints=[SQL("DEFAULT ''")])
    # Since when it counts without a second: left to its writer, or nobody came in time.
    lapsed_at = UTCDateTimeField(null=True)

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


class Reader(Table):
    """Somebody who may read parts of a proposal for some days, and what became of that."""

    # Names it in addresses and links: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=_new_uid, unique=True)
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


class Consent(Table):
    """A yes that an applicant asked for by a link, and what somebody said to that; no address."""

    # Names it in addresses and links: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=_new_uid, unique=True)
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


class Message(Table):
    """What the applicant or a coordinator wrote to the other side; it changes no status."""

    proposal = ForeignKeyField(Proposal, backref="messages", on_delete="CASCADE")
    at = UTCDateTimeField(default=clock.now)
    # Who wrote it, by address and by the name of then; empty when the applicant did.
    coordinator = TextField(default="")
    coordinator_name = TextField(default="")
    text = TextField()
    # By which day one of the applicant's is to be answered, and since when that is done.
    answer_due = DateField(null=True)
    answered_at = UTCDateTimeField(null=True)


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


class Pilot(Table):
    """A trial from its agreement on, until the rule itself has an outcome."""

    proposal = ForeignKeyField(Proposal, backref="pilots", unique=True, on_delete="CASCADE")
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
    joint = CharField(max_length=32, default="", index=True, constraints=[SQL("DEFAULT ''")])
    created_at = UTCDateTimeField(default=clock.now)
    # Since when something waits to be mailed to the applicant, with the rest of its day.
    news_since = UTCDateTimeField(null=True)
    # What who decides on the rule says of it: by which function, on what basis, on which day.
    room = CharField(
        max_length=40,
        default="unknown",
        constraints=[
            SQL("DEFAULT 'unknown'"),
            one_of("pilot", "room", closed_sets.ROOMS),
        ],
    )
    room_by = TextField(default="", constraints=[SQL("DEFAULT ''")])
    room_basis = TextField(default="", constraints=[SQL("DEFAULT ''")])
    room_on = DateField(
        null=True,
        constraints=[Check("room <> 'given' OR (room_by <> '' AND room_on IS NOT NULL)")],
    )
    # What the rule of the proposal asks, as it was when the pilot was written down.
    needs_room = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    needs_basis = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    is_european = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    # As the agreement has it; empty as long as there is none.
    pilot_form = CharField(max_length=40, default="", constraints=[SQL("DEFAULT ''")])
    # How many conditions for the start are not met. With it stands what a trial needs besides: to
    # a table that there is already, SQLite adds a constraint only with a column.
    open_conditions = IntegerField(
        default=0,
        constraints=[
            SQL("DEFAULT 0"),
            Check(
                "status NOT IN ('running', 'evaluating', 'awaiting_outcome', 'closed') OR "
                "(open_conditions = 0 AND (room = 'given' OR (NOT needs_room AND "
                "room IN ('unknown', 'not_needed'))) AND (NOT needs_basis OR room_basis <> '') "
                "AND (NOT is_european OR pilot_form IN ('doe_tank', 'other')))"
            ),
        ],
    )
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
            Check("status <> 'awaiting_outcome' OR (rule_owner <> '' AND outcome_due IS NOT NULL)"),
            Check("status <> 'closed' OR outcome <> ''"),
        )


class RuleCard(Table):
    """A rule in the public register; what is told of it stands in its texts."""

    slug = CharField(max_length=8, unique=True)
    made_by = TextField()
    created_at = UTCDateTimeField(default=clock.now)


class RuleCardText(Table):
    """All that one version of a card tells, so that nothing public changes without a new yes."""

    card = ForeignKeyField(RuleCard, backref="texts", on_delete="CASCADE")
    card_id: int
    version = IntegerField(constraints=[Check("version >= 1")])
    state = CharField(
        max_length=20,
        default="draft",
        index=True,
        constraints=[one_of("rule_card_text", "state", closed_sets.CARD_STATES)],
    )
    # Counts every save and signature: of two that were made from the same one wins.
    revision = IntegerField(default=1, constraints=[Check("revision >= 1")])
    level = CharField(max_length=40)
    theme = CharField(
        max_length=40, constraints=[one_of("rule_card_text", "theme", closed_sets.CARD_THEMES)]
    )
    status = CharField(
        max_length=40, constraints=[one_of("rule_card_text", "status", closed_sets.CARD_STATUSES)]
    )
    outcome = CharField(
        max_length=40,
        default="",
        constraints=[one_of("rule_card_text", "outcome", closed_sets.RULE_OUTCOMES)],
    )
    # How the rule is cited, written one way; empty where it would name an organisation.
    rule = TextField(default="", index=True)
    title = TextField()
    rule_says = TextField()
    in_the_way = TextField()
    room = TextField()
    checked_on = DateField()
    # Two coordinators, by address, who read it and found that it can be released.
    first_reader = TextField(default="")
    second_reader = TextField(default="")
    # With which of the four releases of a year it went out, and what was true of it then.
    release_day = DateField(null=True)
    reporters = CharField(
        max_length=20,
        default="",
        constraints=[one_of("rule_card_text", "reporters", closed_sets.CARD_REPORTERS)],
    )
    employers_know = BooleanField(default=False)
    written_by = TextField()
    written_at = UTCDateTimeField(default=clock.now)
    # The words of the title, to sort by: the same on every database.
    sorted_by = CharField(max_length=160, default="")
    # Every word there is to search by, a blank before each.
    words = TextField(default="")

    @property
    def etag(self) -> str:
        """Return what somebody who sees it now has seen."""
        return f"{self.version}.{self.revision}"

    class Meta:
        indexes = ((("card", "version"), True), (("state", "sorted_by"), False))
        constraints = (
            Check("status <> 'outcome' OR outcome <> ''"),
            Check(
                "state NOT IN ('ready', 'public') OR (first_reader <> '' AND second_reader <> '' "
                "AND first_reader <> second_reader)"
            ),
            Check("state <> 'public' OR (release_day IS NOT NULL AND reporters <> '')"),
        )


class RuleCardProposal(Table):
    """That a version is also about this proposal, and what its applicant says of the text."""

    text = ForeignKeyField(RuleCardText, backref="linked", on_delete="CASCADE")
    text_id: int
    proposal = ForeignKeyField(Proposal, backref="cards", on_delete="CASCADE")
    proposal_id: int
    answer = CharField(
        max_length=20,
        default="none",
        constraints=[one_of("rule_card_proposal", "answer", closed_sets.CARD_ANSWERS)],
    )
    asked_at = UTCDateTimeField(null=True)
    answered_at = UTCDateTimeField(null=True)
    # From when a yes counts that was given for later.
    may_from = DateField(null=True)

    class Meta:
        indexes = ((("text", "proposal"), True),)
        constraints = (Check("answer <> 'later' OR may_from IS NOT NULL"),)


class Introduction(Table):
    """Two applicants who named the same rule, each asked apart whether they want to talk."""

    # Names it in addresses: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=_new_uid, unique=True)
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


class PilotCondition(Table):
    """What somebody has to see to before a trial starts, or during it."""

    # Names it in addresses: SQLite gives a number out twice.
    uid = CharField(max_length=32, default=_new_uid, unique=True)
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


class FiguresSnapshot(Table):
    """The figures as they were counted last, in one row: counting a million takes a while."""

    at = UTCDateTimeField(default=clock.now)
    figures = JSONField()

    class Meta:
        table_name = "counted"


class QuarterReport(Table):
    """The report of a quarter that is over (2026-4), as it was made; it never changes."""

    quarter = CharField(max_length=6, unique=True)
    made_at = UTCDateTimeField(default=clock.now)
    total = IntegerField(null=True)
    figures = JSONField()


class QuarterAccount(Table):
    """What everybody is told of a quarter that is over, roughly; it never changes."""

    quarter = CharField(max_length=6, unique=True)
    made_at = UTCDateTimeField(default=clock.now)
    # Kinds of rule and themes, each a label with a band, and the band of all together.
    bands = JSONField()


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
    subject = TextField()
    text = TextField()
    html = TextField()
    calendar = TextField(default="")
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

    class Meta:
        indexes = ((("delivered_at", "not_before"), False), (("person", "created_at"), False))
        constraints = (Check("delivered_at IS NULL OR failed_at IS NULL"),)


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


TABLES = (
    FinishedCheck,
    Proposal,
    Link,
    Reply,
    Event,
    Note,
    Reader,
    Consent,
    Message,
    SignIn,
    Absence,
    AuditEntry,
    Pilot,
    RuleCard,
    RuleCardText,
    RuleCardProposal,
    Introduction,
    IntroductionSide,
    PilotCondition,
    FiguresSnapshot,
    QuarterReport,
    QuarterAccount,
    OutgoingMail,
    LinkRequest,
    Person,
    Hit,
    Erasure,
    Heartbeat,
    Chore,
)
