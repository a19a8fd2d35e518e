"""The public register of rules: cards, their versions, who allowed them."""

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
from regelruimte.store.models.proposals import Proposal
from regelruimte.store.models.table import Table


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
