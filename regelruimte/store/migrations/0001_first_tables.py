"""The first tables: a frozen copy of the models, so that later changes leave this one alone."""

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
    SqliteDatabase,
    TextField,
)


class FinishedCheck(Model):
    id = BigAutoField()
    day = DateField(index=True)
    outcome = CharField(max_length=40)
    answers = TextField()

    class Meta:
        legacy_table_names = False


class Proposal(Model):
    id = BigAutoField()
    uid = CharField(max_length=32, unique=True)
    status = CharField(
        max_length=40,
        constraints=[
            Check(
                "status IN ('draft', 'submitted', 'in_conversation', 'info_requested', "
                "'approved', 'already_allowed', 'referred', 'declined', 'withdrawn')",
                name="proposal_status_known",
            )
        ],
    )
    revision = IntegerField(constraints=[Check("revision >= 1")])
    turn = IntegerField()
    reference = CharField(max_length=12, null=True, unique=True)
    title = TextField()
    email = TextField(index=True)
    rule_level = CharField(max_length=40)
    pilot_form = CharField(max_length=40)
    workplace = CharField(max_length=40)
    confidential = BooleanField()
    signal = BooleanField()
    handler = TextField()
    person = CharField(max_length=64, index=True)
    alert_waits = BooleanField(index=True)
    same_rule = CharField(max_length=32, index=True)
    citation = TextField(index=True)
    created_at = DateTimeField()
    changed_at = DateTimeField(index=True)
    submitted_at = DateTimeField(null=True, index=True)
    reply_due = DateField(null=True)
    first_reply_at = DateTimeField(null=True)
    closed_at = DateTimeField(null=True)
    email_confirmed_at = DateTimeField(null=True)
    email_denied_at = DateTimeField(null=True, index=True)
    anonymised_at = DateTimeField(null=True)
    check_answers = TextField()
    answers = TextField()
    saves = TextField()
    record = TextField()
    check_record = TextField()
    words = TextField()

    class Meta:
        legacy_table_names = False
        indexes = (
            (("status", "id"), False),
            (("status", "reply_due", "id"), False),
            (("rule_level", "id"), False),
            (("pilot_form", "id"), False),
            (("workplace", "id"), False),
            (("handler", "id"), False),
        )
        constraints = (
            Check("(status = 'draft' OR status = 'withdrawn') OR reference IS NOT NULL"),
            Check("status <> 'draft' OR reference IS NULL"),
            Check("reference IS NULL OR reference LIKE 'RR-____-____'"),
        )


class Link(Model):
    id = BigAutoField()
    token_hash = CharField(max_length=64, unique=True)
    purpose = CharField(
        max_length=20,
        constraints=[
            Check(
                "purpose IN ('draft', 'applicant', 'coordinator')",
                name="link_purpose_known",
            )
        ],
    )
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    recipient = TextField()
    revision = IntegerField()
    is_door = BooleanField()
    created_at = DateTimeField()
    expires_at = DateTimeField(null=True)
    revoked_at = DateTimeField(null=True)
    wrong_guesses = IntegerField(constraints=[Check("wrong_guesses >= 0")])
    session_hash = CharField(max_length=64, null=True, index=True)

    class Meta:
        legacy_table_names = False


class Reply(Model):
    id = BigAutoField()
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    link = ForeignKeyField(Link, null=True, on_delete="SET NULL")
    coordinator = TextField()
    coordinator_name = TextField()
    kind = CharField(
        max_length=40,
        constraints=[
            Check(
                "kind IN ('approved', 'already_allowed', 'in_conversation', "
                "'info_requested', 'referred', 'declined', 'submitted')",
                name="reply_kind_known",
            )
        ],
    )
    answers = TextField()
    record = TextField()
    revision = IntegerField()
    turn = IntegerField()
    previous_status = CharField(
        max_length=40,
        constraints=[
            Check(
                "previous_status IN ('draft', 'submitted', 'in_conversation', "
                "'info_requested', 'approved', 'already_allowed', 'referred', 'declined', "
                "'withdrawn')",
                name="reply_previous_status_known",
            )
        ],
    )
    previous_reply_due = DateField(null=True)
    previous_first_reply_at = DateTimeField(null=True)
    previous_closed_at = DateTimeField(null=True)
    prepared_at = DateTimeField()
    given_at = DateTimeField(null=True)
    visible_at = DateTimeField(null=True)
    undone_at = DateTimeField(null=True)

    class Meta:
        legacy_table_names = False
        constraints = (Check("given_at IS NULL OR visible_at IS NOT NULL"),)


class Event(Model):
    id = BigAutoField()
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    at = DateTimeField()
    kind = CharField(max_length=40)
    actor = TextField()
    data = TextField()

    class Meta:
        legacy_table_names = False


class Note(Model):
    id = BigAutoField()
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    at = DateTimeField()
    author = TextField()
    text = TextField()

    class Meta:
        legacy_table_names = False


class SignIn(Model):
    id = BigAutoField()
    coordinator = TextField(index=True)
    token_hash = CharField(max_length=64, unique=True)
    code_hash = CharField(max_length=64)
    browser_hash = CharField(max_length=64, index=True)
    session_hash = CharField(max_length=64, null=True, unique=True)
    wrong_guesses = IntegerField(constraints=[Check("wrong_guesses >= 0")])
    created_at = DateTimeField()
    expires_at = DateTimeField()
    used_at = DateTimeField(null=True)
    ended_at = DateTimeField(null=True)

    class Meta:
        legacy_table_names = False


class Pilot(Model):
    id = BigAutoField()
    proposal = ForeignKeyField(Proposal, unique=True, on_delete="CASCADE")
    status = CharField(
        max_length=40,
        constraints=[
            Check(
                "status IN ('preparing', 'running', 'evaluating', 'awaiting_outcome', "
                "'closed', 'stopped', 'not_started')",
                name="pilot_status_known",
            )
        ],
    )
    turn = IntegerField()
    agreement = IntegerField()
    applicant_accepted = IntegerField()
    coordinator_accepted = IntegerField()
    mandate = CharField(
        max_length=40,
        constraints=[
            Check(
                "mandate IN ('present', 'requested', 'obtained', 'refused', 'unknown')",
                name="pilot_mandate_known",
            )
        ],
    )
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    is_extended = BooleanField()
    baseline_at = DateTimeField(null=True)
    baseline_hours = IntegerField(null=True)
    end_hours = IntegerField(null=True)
    checked_at = DateTimeField(null=True)
    measured_at = DateTimeField(null=True)
    ended_at = DateTimeField(null=True)
    rule_owner = TextField()
    outcome_due = DateField(null=True)
    outcome = CharField(
        max_length=40,
        constraints=[
            Check(
                "outcome IN ('', 'abolished', 'adapted', 'clarified', 'already_allowed', "
                "'kept', 'taken_elsewhere', 'undecided')",
                name="pilot_outcome_known",
            )
        ],
    )
    closed_at = DateTimeField(null=True)
    created_at = DateTimeField()
    answers = TextField()
    record = TextField()

    class Meta:
        legacy_table_names = False
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


class Counted(Model):
    id = BigAutoField()
    at = DateTimeField()
    figures = TextField()

    class Meta:
        legacy_table_names = False


class QuarterReport(Model):
    id = BigAutoField()
    quarter = CharField(max_length=6, unique=True)
    made_at = DateTimeField()
    total = IntegerField(null=True)
    figures = TextField()

    class Meta:
        legacy_table_names = False


class OutgoingMail(Model):
    id = BigAutoField()
    kind = CharField(max_length=40)
    proposal = ForeignKeyField(Proposal, null=True, on_delete="CASCADE")
    reply = ForeignKeyField(Reply, null=True, on_delete="CASCADE")
    recipient = TextField()
    recipient_name = TextField()
    for_coordinator = BooleanField()
    person = CharField(max_length=64)
    reply_to = TextField()
    subject = TextField()
    text = TextField()
    html = TextField()
    calendar = TextField()
    message_id = CharField(max_length=120, unique=True)
    created_at = DateTimeField()
    not_before = DateTimeField()
    not_after = DateTimeField(null=True)
    leased_until = DateTimeField(null=True)
    attempts = IntegerField(constraints=[Check("attempts >= 0")])
    last_error = TextField()
    fault = CharField(
        max_length=20,
        constraints=[
            Check(
                "fault IN ('', 'us', 'way', 'recipient', 'text')",
                name="outgoing_mail_fault_known",
            )
        ],
    )
    delivered_at = DateTimeField(null=True, index=True)
    failed_at = DateTimeField(null=True)
    cancelled_at = DateTimeField(null=True)
    held_at = DateTimeField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = ((("delivered_at", "not_before"), False), (("person", "created_at"), False))
        constraints = (Check("delivered_at IS NULL OR failed_at IS NULL"),)


class LinkRequest(Model):
    id = BigAutoField()
    address = TextField()
    at = DateTimeField()

    class Meta:
        legacy_table_names = False


class Person(Model):
    id = BigAutoField()
    who = CharField(max_length=64, unique=True)
    confirmed_at = DateTimeField(null=True)
    denied_at = DateTimeField(null=True)

    class Meta:
        legacy_table_names = False


class Hit(Model):
    id = BigAutoField()
    who = CharField(max_length=64)
    at = DateTimeField(index=True)

    class Meta:
        legacy_table_names = False
        indexes = ((("who", "at"), False),)


class Erasure(Model):
    id = BigAutoField()
    uid = CharField(max_length=32, unique=True)
    at = DateTimeField()

    class Meta:
        legacy_table_names = False


class Heartbeat(Model):
    id = BigAutoField()
    since = DateTimeField()
    at = DateTimeField()
    removed_at = DateTimeField()

    class Meta:
        legacy_table_names = False


TABLES = (
    FinishedCheck,
    Proposal,
    Link,
    Reply,
    Event,
    Note,
    SignIn,
    Pilot,
    Counted,
    QuarterReport,
    OutgoingMail,
    LinkRequest,
    Person,
    Hit,
    Erasure,
    Heartbeat,
)

# The words to search by: SQLite keeps them in a full-text table beside the proposals, which its
# triggers follow; PostgreSQL in a column of its own with an index.
SQLITE_SEARCH = (
    # Looking for the beginning of a word is as quick as for a whole one, up to eight letters.
    """CREATE VIRTUAL TABLE proposal_words
    USING fts5(words, content='proposal', content_rowid='id', prefix='3 4 5 6 7 8')""",
    """CREATE TRIGGER proposal_words_added AFTER INSERT ON proposal BEGIN
    INSERT INTO proposal_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER proposal_words_removed AFTER DELETE ON proposal BEGIN
    INSERT INTO proposal_words(proposal_words, rowid, words)
    VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER proposal_words_changed AFTER UPDATE OF words ON proposal BEGIN
    INSERT INTO proposal_words(proposal_words, rowid, words)
    VALUES ('delete', old.id, old.words);
    INSERT INTO proposal_words(rowid, words) VALUES (new.id, new.words); END""",
)
POSTGRESQL_SEARCH = (
    """ALTER TABLE proposal ADD COLUMN word_vector tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED""",
    "CREATE INDEX proposal_words ON proposal USING gin (word_vector)",
)


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
    for sql in SQLITE_SEARCH if isinstance(db, SqliteDatabase) else POSTGRESQL_SEARCH:
        db.execute_sql(sql)
