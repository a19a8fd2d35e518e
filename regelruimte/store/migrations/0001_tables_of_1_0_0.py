"""All tables of version 1.0.0: a frozen copy of the models, which imports none of them."""

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

# The keys of closed sets; a blank in front stands for one that is empty.
STATUSES = (
    "draft submitted in_conversation info_requested approved already_allowed referred "
    "declined withdrawn"
)
PURPOSES = "draft applicant coordinator reader second consent"
REPLIES = "approved already_allowed in_conversation info_requested referred declined submitted"
AUDITED = "signed_in sign_in_failed sign_in_unknown opened dossier briefing exported audit_exported"
PILOTS = "preparing running evaluating awaiting_outcome closed stopped not_started"
OUTCOMES = " abolished adapted clarified already_allowed kept taken_elsewhere undecided"
CARDS = "draft asked ready public replaced withdrawn"
THEMES = (
    "procurement personnel grants permits data accountability services ict objections finance "
    "cooperation other"
)
CARD_STATUSES = "already_allowed running waiting outcome stopped"
MEETINGS = "asking_first asking_second introduced not_to_be"
WHO = "applicant coordinator bzk rule_owner works_council dpo"


def one_of(table, column, keys):
    quoted = ", ".join(f"'{key}'" for key in keys.split(" "))
    return Check(f"{column} IN ({quoted})", name=f"{table}_{column}_known")


class Table(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class FinishedCheck(Table):
    day = DateField(index=True)
    outcome = CharField(max_length=40)
    answers = TextField()


class Proposal(Table):
    uid = CharField(max_length=32, unique=True)
    status = CharField(max_length=40, constraints=[one_of("proposal", "status", STATUSES)])
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
    citation = TextField()
    created_at = DateTimeField()
    changed_at = DateTimeField(index=True)
    submitted_at = DateTimeField(null=True, index=True)
    reply_due = DateField(null=True)
    first_reply_at = DateTimeField(null=True)
    closed_at = DateTimeField(null=True)
    email_confirmed_at = DateTimeField(null=True)
    email_denied_at = DateTimeField(null=True, index=True)
    anonymised_at = DateTimeField(null=True)
    organisation = TextField()
    entered_by = TextField(index=True)
    agreed_by_phone_at = DateTimeField(null=True)
    follow_up = DateField(null=True, index=True)
    rule = TextField()
    part = TextField()
    rule_suggested = BooleanField()
    rule_reading = IntegerField(index=True)
    check_answers = TextField()
    answers = TextField()
    saves = TextField()
    record = TextField()
    check_record = TextField()
    words = TextField()

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
    token_hash = CharField(max_length=64, unique=True)
    purpose = CharField(max_length=20, constraints=[one_of("link", "purpose", PURPOSES)])
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    recipient = TextField()
    revision = IntegerField()
    is_door = BooleanField()
    created_at = DateTimeField()
    expires_at = DateTimeField(null=True)
    revoked_at = DateTimeField(null=True)
    wrong_guesses = IntegerField(constraints=[Check("wrong_guesses >= 0")])
    session_hash = CharField(max_length=64, null=True, index=True)
    about = CharField(max_length=40)


class Reply(Table):
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    link = ForeignKeyField(Link, null=True, on_delete="SET NULL")
    coordinator = TextField()
    coordinator_name = TextField()
    kind = CharField(max_length=40, constraints=[one_of("reply", "kind", REPLIES)])
    revision = IntegerField()
    turn = IntegerField()
    previous_status = CharField(
        max_length=40, constraints=[one_of("reply", "previous_status", STATUSES)]
    )
    previous_reply_due = DateField(null=True)
    previous_first_reply_at = DateTimeField(null=True)
    previous_closed_at = DateTimeField(null=True)
    prepared_at = DateTimeField()
    given_at = DateTimeField(null=True)
    visible_at = DateTimeField(null=True)
    undone_at = DateTimeField(null=True)
    policy = CharField(max_length=20, constraints=[one_of("reply", "policy", "one both objection")])
    waits_since = DateTimeField(null=True)
    waits_until = DateTimeField(null=True, index=True)
    second = TextField()
    seconded_at = DateTimeField(null=True)
    objected_at = DateTimeField(null=True, index=True)
    objection = TextField()
    lapsed_at = DateTimeField(null=True)
    answers = TextField()
    record = TextField()

    class Meta:
        constraints = (Check("given_at IS NULL OR visible_at IS NOT NULL"),)


class Event(Table):
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    at = DateTimeField()
    kind = CharField(max_length=40)
    actor = TextField()
    data = TextField()


class Note(Table):
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    at = DateTimeField()
    author = TextField()
    text = TextField()


class Reader(Table):
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
        constraints = (Check("remark = '' OR remark_at IS NOT NULL"),)


class Consent(Table):
    uid = CharField(max_length=32, unique=True)
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    kind = CharField(max_length=20, constraints=[one_of("consent", "kind", "mandate room")])
    shows_title = BooleanField()
    asked_at = DateTimeField()
    until = DateField()
    revoked_at = DateTimeField(null=True)
    answer = CharField(max_length=20, constraints=[one_of("consent", "answer", " yes yes_if no")])
    condition = TextField()
    function = TextField()
    person = CharField(max_length=64)
    domain = TextField()
    given_at = DateTimeField(null=True)
    withdrawn_at = DateTimeField(null=True)
    pilot_condition = CharField(max_length=32)
    code_hash = CharField(max_length=64)
    code_until = DateTimeField(null=True)
    wrong_guesses = IntegerField(constraints=[Check("wrong_guesses >= 0")])

    class Meta:
        constraints = (Check("given_at IS NULL OR (answer <> '' AND function <> '')"),)


class Message(Table):
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    at = DateTimeField()
    coordinator = TextField()
    coordinator_name = TextField()
    answer_due = DateField(null=True)
    answered_at = DateTimeField(null=True)
    text = TextField()


class SignIn(Table):
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


class Absence(Table):
    coordinator = TextField(unique=True)
    until = DateField()


class AuditEntry(Table):
    at = DateTimeField(index=True)
    kind = CharField(max_length=40, constraints=[one_of("audit_entry", "kind", AUDITED)])
    coordinator = TextField()
    proposal = ForeignKeyField(Proposal, null=True, on_delete="CASCADE")
    detail = TextField()


class Pilot(Table):
    proposal = ForeignKeyField(Proposal, unique=True, on_delete="CASCADE")
    status = CharField(max_length=40, constraints=[one_of("pilot", "status", PILOTS)])
    turn = IntegerField()
    agreement = IntegerField()
    applicant_accepted = IntegerField()
    coordinator_accepted = IntegerField()
    mandate = CharField(
        max_length=40,
        constraints=[one_of("pilot", "mandate", "present requested obtained refused unknown")],
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
    outcome = CharField(max_length=40, constraints=[one_of("pilot", "outcome", OUTCOMES)])
    closed_at = DateTimeField(null=True)
    joint = CharField(max_length=32, index=True)
    created_at = DateTimeField()
    news_since = DateTimeField(null=True)
    room = CharField(
        max_length=40,
        constraints=[one_of("pilot", "room", "unknown not_needed asked given refused")],
    )
    room_by = TextField()
    room_basis = TextField()
    room_on = DateField(null=True)
    needs_room = BooleanField()
    needs_basis = BooleanField()
    is_european = BooleanField()
    pilot_form = CharField(max_length=40)
    open_conditions = IntegerField()
    answers = TextField()
    record = TextField()

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


class RuleCard(Table):
    slug = CharField(max_length=8, unique=True)
    made_by = TextField()
    created_at = DateTimeField()


class RuleCardText(Table):
    card = ForeignKeyField(RuleCard, on_delete="CASCADE")
    version = IntegerField(constraints=[Check("version >= 1")])
    state = CharField(max_length=20, constraints=[one_of("rule_card_text", "state", CARDS)])
    revision = IntegerField(constraints=[Check("revision >= 1")])
    level = CharField(max_length=40)
    theme = CharField(max_length=40, constraints=[one_of("rule_card_text", "theme", THEMES)])
    status = CharField(
        max_length=40, constraints=[one_of("rule_card_text", "status", CARD_STATUSES)]
    )
    outcome = CharField(max_length=40, constraints=[one_of("rule_card_text", "outcome", OUTCOMES)])
    rule = TextField(index=True)
    title = TextField()
    rule_says = TextField()
    in_the_way = TextField()
    room = TextField()
    checked_on = DateField()
    first_reader = TextField()
    second_reader = TextField()
    release_day = DateField(null=True)
    reporters = CharField(
        max_length=20, constraints=[one_of("rule_card_text", "reporters", " few some many")]
    )
    employers_know = BooleanField()
    written_by = TextField()
    written_at = DateTimeField()
    sorted_by = CharField(max_length=160)
    words = TextField()

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
    text = ForeignKeyField(RuleCardText, on_delete="CASCADE")
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    answer = CharField(
        max_length=20,
        constraints=[one_of("rule_card_proposal", "answer", "none asked yes later no")],
    )
    asked_at = DateTimeField(null=True)
    answered_at = DateTimeField(null=True)
    may_from = DateField(null=True)

    class Meta:
        indexes = ((("text", "proposal"), True),)
        constraints = (Check("answer <> 'later' OR may_from IS NOT NULL"),)


class Introduction(Table):
    uid = CharField(max_length=32, unique=True)
    state = CharField(max_length=40, constraints=[one_of("introduction", "state", MEETINGS)])
    asked_by = TextField()
    about = TextField()
    why = TextField()
    begun_at = DateTimeField()
    ends_on = DateField(index=True)


class IntroductionSide(Table):
    introduction = ForeignKeyField(Introduction, on_delete="CASCADE")
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    position = IntegerField(constraints=[Check("position IN (1, 2)")])
    asked_at = DateTimeField(null=True)
    answer = CharField(
        max_length=20, constraints=[one_of("introduction_side", "answer", " yes no")]
    )
    answered_at = DateTimeField(null=True)
    shares = TextField()
    own_employer_too = BooleanField()
    seen_at = DateTimeField(null=True)

    class Meta:
        indexes = ((("introduction", "position"), True), (("introduction", "proposal"), True))
        constraints = (Check("answer = '' OR asked_at IS NOT NULL"),)


class PilotCondition(Table):
    uid = CharField(max_length=32, unique=True)
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    revision = IntegerField()
    text = TextField()
    who = CharField(max_length=40, constraints=[one_of("pilot_condition", "who", WHO)])
    is_before_start = BooleanField()
    due = DateField(null=True)
    met_at = DateTimeField(null=True)
    met_by = TextField()
    note = TextField()


class Counted(Table):
    at = DateTimeField()
    figures = TextField()


class QuarterReport(Table):
    quarter = CharField(max_length=6, unique=True)
    made_at = DateTimeField()
    total = IntegerField(null=True)
    figures = TextField()


class QuarterAccount(Table):
    quarter = CharField(max_length=6, unique=True)
    made_at = DateTimeField()
    bands = TextField()


class OutgoingMail(Table):
    kind = CharField(max_length=40)
    proposal = ForeignKeyField(Proposal, null=True, on_delete="CASCADE")
    reply = ForeignKeyField(Reply, null=True, on_delete="CASCADE")
    recipient = TextField()
    recipient_name = TextField()
    for_coordinator = BooleanField()
    person = CharField(max_length=64)
    reply_to = TextField()
    message_id = CharField(max_length=120, unique=True)
    created_at = DateTimeField()
    not_before = DateTimeField()
    not_after = DateTimeField(null=True)
    leased_until = DateTimeField(null=True)
    attempts = IntegerField(constraints=[Check("attempts >= 0")])
    last_error = TextField()
    fault = CharField(
        max_length=20, constraints=[one_of("outgoing_mail", "fault", " us way recipient text")]
    )
    delivered_at = DateTimeField(null=True, index=True)
    failed_at = DateTimeField(null=True)
    cancelled_at = DateTimeField(null=True)
    held_at = DateTimeField(null=True)
    subject = TextField()
    text = TextField()
    html = TextField()
    calendar = TextField()

    class Meta:
        indexes = ((("delivered_at", "not_before"), False), (("person", "created_at"), False))
        constraints = (Check("delivered_at IS NULL OR failed_at IS NULL"),)


class LinkRequest(Table):
    address = TextField()
    at = DateTimeField()


class Person(Table):
    who = CharField(max_length=64, unique=True)
    confirmed_at = DateTimeField(null=True)
    denied_at = DateTimeField(null=True)


class Hit(Table):
    who = CharField(max_length=64)
    at = DateTimeField(index=True)

    class Meta:
        indexes = ((("who", "at"), False),)


class Erasure(Table):
    uid = CharField(max_length=32, unique=True)
    at = DateTimeField()


class Heartbeat(Table):
    since = DateTimeField()
    at = DateTimeField()
    removed_at = DateTimeField()
    told_week = DateField(null=True)


class Chore(Table):
    name = CharField(max_length=40, unique=True)
    done_at = DateTimeField(null=True)
    failed_at = DateTimeField(null=True)
    milliseconds = IntegerField(constraints=[Check("milliseconds >= 0")])


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
    Counted,
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
