"""The public register: cards about rules, each version of their text, and who allowed it."""

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
    TextField,
)


class Proposal(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class RuleCard(Model):
    id = BigAutoField()
    slug = CharField(max_length=8, unique=True)
    made_by = TextField()
    created_at = DateTimeField()

    class Meta:
        legacy_table_names = False


class RuleCardText(Model):
    id = BigAutoField()
    card = ForeignKeyField(RuleCard, on_delete="CASCADE")
    version = IntegerField(constraints=[Check("version >= 1")])
    state = CharField(
        max_length=20,
        index=True,
        constraints=[
            Check(
                "state IN ('draft', 'asked', 'ready', 'public', 'replaced', 'withdrawn')",
                name="rule_card_text_state_known",
            )
        ],
    )
    revision = IntegerField(constraints=[Check("revision >= 1")])
    level = CharField(max_length=40)
    theme = CharField(
        max_length=40,
        constraints=[
            Check(
                "theme IN ('procurement', 'personnel', 'grants', 'permits', 'data', "
                "'accountability', 'services', 'ict', 'objections', 'finance', 'cooperation', "
                "'other')",
                name="rule_card_text_theme_known",
            )
        ],
    )
    status = CharField(
        max_length=40,
        constraints=[
            Check(
                "status IN ('already_allowed', 'running', 'waiting', 'outcome', 'stopped')",
                name="rule_card_text_status_known",
            )
        ],
    )
    outcome = CharField(
        max_length=40,
        constraints=[
            Check(
                "outcome IN ('', 'abolished', 'adapted', 'clarified', 'already_allowed', 'kept', "
                "'taken_elsewhere', 'undecided')",
                name="rule_card_text_outcome_known",
            )
        ],
    )
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
        max_length=20,
        constraints=[
            Check("reporters IN ('', 'few', 'some', 'many')", name="rule_card_text_reporters_known")
        ],
    )
    employers_know = BooleanField()
    written_by = TextField()
    written_at = DateTimeField()
    sorted_by = CharField(max_length=160)
    words = TextField()

    class Meta:
        legacy_table_names = False
        indexes = ((("card", "version"), True), (("state", "sorted_by"), False))
        constraints = (
            Check("status <> 'outcome' OR outcome <> ''"),
            Check(
                "state NOT IN ('ready', 'public') OR (first_reader <> '' AND second_reader <> '' "
                "AND first_reader <> second_reader)"
            ),
            Check("state <> 'public' OR (release_day IS NOT NULL AND reporters <> '')"),
        )


class RuleCardProposal(Model):
    id = BigAutoField()
    text = ForeignKeyField(RuleCardText, on_delete="CASCADE")
    proposal = ForeignKeyField(Proposal, on_delete="CASCADE")
    answer = CharField(
        max_length=20,
        constraints=[
            Check(
                "answer IN ('none', 'asked', 'yes', 'later', 'no')",
                name="rule_card_proposal_answer_known",
            )
        ],
    )
    asked_at = DateTimeField(null=True)
    answered_at = DateTimeField(null=True)
    may_from = DateField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = ((("text", "proposal"), True),)
        constraints = (Check("answer <> 'later' OR may_from IS NOT NULL"),)


TABLES = (RuleCard, RuleCardText, RuleCardProposal)


def up(migrator, db):
    with db.bind_ctx((Proposal, *TABLES)):
        db.create_tables(TABLES)
