"""What waits for whom, the most urgent first, as data: add a reason to wait here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from peewee import JOIN, SQL, ColumnBase, Field, ModelSelect

from regelruimte import clock
from regelruimte.fields.question import Choice
from regelruimte.mail.outbox import to_its_applicant
from regelruimte.messages.queries import first_day, has_unanswered
from regelruimte.pilots.lookup import first_due, has_consents, has_due_condition
from regelruimte.pilots.status import ENOUGH
from regelruimte.replies.queries import has_waiting, is_disputed, last_days, wait_ends
from regelruimte.settings import settings
from regelruimte.store.models import Message, OutgoingMail, Pilot, PilotCondition, Proposal
from regelruimte.store.types import Condition
from regelruimte.workspace.filters import is_late
from regelruimte.workspace.listing import LIST_COLUMNS

MOST = 100  # of one reason; a hundred waiting is known to be many
# The tabs of the inbox: what one does with what waits there.
TABS = (
    Choice("reageren", "Reageren"),
    Choice("gesprek", "Gesprekken"),
    Choice("pilot", "Pilots"),
    Choice("ander", "Wacht op een ander"),
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something waits, under which tab, and by which day."""

    key: str
    tab: str
    label: str
    day: ColumnBase | ModelSelect[Message] | ModelSelect[PilotCondition] | None
    query: Callable[[], ModelSelect[Proposal]]


def _where(*conditions: Condition) -> ModelSelect[Proposal]:
    """Return the query of proposals that are not anonymised, what is due first before the rest."""
    ours = Proposal.reference.is_null(False), Proposal.anonymised_at.is_null()
    return Proposal.select().where(*conditions, *ours).order_by(Proposal.reply_due, Proposal.id)


def _pilots(*conditions: Condition) -> ModelSelect[Proposal]:
    """Return the query of proposals with their pilot, if any; the trial that ends first, first."""
    joined = Proposal.select().join(Pilot, JOIN.LEFT_OUTER).where(*conditions)
    return joined.order_by(Pilot.ends_on, Proposal.id)


def _preparing() -> Condition:
    return (Pilot.status == "preparing") & (Pilot.agreement > 0)


def _without_agreement() -> Condition:
    return Pilot.id.is_null() | ((Pilot.status == "preparing") & (Pilot.agreement == 0))


def _is_final() -> Condition:
    """Return the condition of an approval that the applicant can read by now."""
    undo = timedelta(minutes=settings().undo_minutes)
    return Proposal.anonymised_at.is_null() & (Proposal.closed_at <= clock.now() - undo)


def _refused() -> ModelSelect[OutgoingMail]:
    """Return the proposals of which a mail to the applicant was refused for good."""
    refused = OutgoingMail.failed_at.is_null(False) & to_its_applicant()
    return OutgoingMail.select(OutgoingMail.proposal).where(
        refused, OutgoingMail.proposal.is_null(False)
    )


def _accepted(by: Field[int]) -> Condition:
    return by == Pilot.agreement


def _both_accepted() -> tuple[Condition, Condition]:
    return _accepted(Pilot.applicant_accepted), _accepted(Pilot.coordinator_accepted)


def _is_ready() -> Condition:
    return Pilot.mandate.in_(ENOUGH) & Pilot.baseline_at.is_null(False)


REASONS: tuple[Reason, ...] = (
    Reason(
        "follow_up",
        "reageren",
        "Kom hierop terug",
        Proposal.follow_up,
        lambda: _where(Proposal.follow_up <= clock.today()).order_by(Proposal.follow_up),
    ),
    Reason(
        "late",
        "reageren",
        "Te laat",
        Proposal.reply_due,
        lambda: _where(is_late()),
    ),
    Reason(
        "denied",
        "reageren",
        "Verkeerd adres",
        None,
        lambda: _where(
            Proposal.email_denied_at.is_null(False),
            Proposal.status.in_(("submitted", "in_conversation", "info_requested")),
        ).order_by(Proposal.email_denied_at),
    ),
    Reason(
        "refused",
        "reageren",
        "Mail komt niet aan",
        None,
        lambda: _where(Proposal.id.in_(_refused())),
    ),
    Reason(
        "disagree",
        "reageren",
        "Jullie zijn het niet eens. Bel elkaar",
        Proposal.reply_due,
        lambda: _where(is_disputed()),
    ),
    Reason(
        "second",
        "reageren",
        "Wacht op een tweede oordeel",
        None,
        lambda: _where(has_waiting()),
    ),
    Reason(
        "new",
        "reageren",
        "Wacht op een reactie",
        Proposal.reply_due,
        lambda: _where(
            Proposal.status == "submitted",
            Proposal.reply_due >= clock.today(),
            ~has_waiting(),
            ~is_disputed(),
        ),
    ),
    Reason(
        "message",
        "reageren",
        "Bericht van de indiener",
        first_day(),
        lambda: _where(has_unanswered(), Proposal.status != "withdrawn").order_by(SQL('"day"')),
    ),
    Reason(
        "pilot_agree",
        "pilot",
        "Een pilot zonder afspraken",
        None,
        lambda: _pilots(_without_agreement(), Proposal.status == "approved", _is_final()),
    ),
    Reason(
        "pilot_accept",
        "pilot",
        "Een pilot wacht op jullie akkoord",
        None,
        lambda: _pilots(_preparing(), ~_accepted(Pilot.coordinator_accepted)),
    ),
    Reason(
        "pilot_start",
        "pilot",
        "Een pilot kan beginnen",
        Pilot.starts_on,
        lambda: _pilots(_preparing(), *_both_accepted(), _is_ready(), has_consents()),
    ),
    Reason(
        "pilot_condition",
        "pilot",
        "Een voorwaarde had klaar moeten zijn",
        first_due(),
        lambda: _pilots(has_due_condition(), Pilot.status.in_(("preparing", "running"))),
    ),
    Reason(
        "pilot_over",
        "pilot",
        "De einddatum is voorbij",
        Pilot.ends_on,
        lambda: _pilots(Pilot.status == "running", Pilot.ends_on <= clock.today()),
    ),
    Reason(
        "pilot_owner",
        "pilot",
        "De eindmeting is er",
        Pilot.ends_on,
        lambda: _pilots(Pilot.status == "evaluating", Pilot.measured_at.is_null(False)),
    ),
    Reason(
        "pilot_outcome",
        "pilot",
        "Een regel wacht op een uitkomst",
        Pilot.outcome_due,
        lambda: _pilots(Pilot.status == "awaiting_outcome"),
    ),
    Reason(
        "talking",
        "gesprek",
        "In gesprek",
        None,
        lambda: _where(Proposal.status == "in_conversation"),
    ),
    Reason(
        "asked",
        "ander",
        "Wacht op een antwoord",
        None,
        lambda: _where(Proposal.status == "info_requested"),
    ),
    Reason(
        "entered",
        "ander",
        "Wacht op het ja van de indiener",
        None,
        # Greater than nothing: so the index is used, however many drafts there are.
        lambda: (
            Proposal.select()
            .where(Proposal.entered_by > "", Proposal.status == "draft")
            .order_by(Proposal.id)
        ),
    ),
    Reason(
        "pilot_applicant",
        "ander",
        "Een pilot wacht op akkoord, mandaat of nulmeting",
        Pilot.starts_on,
        lambda: _pilots(
            _preparing(),
            _accepted(Pilot.coordinator_accepted),
            ~(_accepted(Pilot.applicant_accepted) & _is_ready()),
        ),
    ),
    Reason(
        "pilot_room",
        "ander",
        "Een pilot wacht op ruimte of een voorwaarde",
        Pilot.starts_on,
        lambda: _pilots(_preparing(), *_both_accepted(), _is_ready(), ~has_consents()),
    ),
    Reason(
        "pilot_measure",
        "ander",
        "Een pilot wacht op de eindmeting",
        Pilot.ends_on,
        lambda: _pilots(Pilot.status == "evaluating", Pilot.measured_at.is_null()),
    ),
    Reason(
        "pilot_running",
        "ander",
        "Lopende pilots",
        Pilot.ends_on,
        lambda: _pilots(Pilot.status == "running", Pilot.ends_on > clock.today()),
    ),
)


# What waits in a pilot, for us or for its applicant; one that runs waits for nobody.
IN_PILOTS = tuple(
    reason
    for reason in REASONS
    if reason.key.startswith("pilot_") and reason.key != "pilot_running"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal that waits: for which reason, and by which day, if any."""

    proposal: Proposal
    reason: Reason
    day: date | None


def waiting(*conditions: Condition) -> list[Waiting]:
    """Return what waits, the most urgent first: at most `MOST` for each reason. A query each.

    Under the conditions, such as whose it is.
    """
    found = [each for reason in REASONS for each in _waiting(reason, conditions)]
    return _with_replies(found)


def waiting_in_pilots() -> list[Waiting]:
    """Return what waits in pilots, as above; a query for each of those reasons."""
    return [each for reason in IN_PILOTS for each in _waiting(reason, ())]


def query_of(reason: Reason, *conditions: Condition) -> ModelSelect[Proposal]:
    """Return the query of what waits for this reason, `day` beside each, at most `MOST`."""
    day = reason.day if reason.day is not None else SQL("NULL")
    query = reason.query().select(*LIST_COLUMNS, day.alias("day")).where(*conditions)
    return query.limit(MOST)


def _waiting(reason: Reason, conditions: Iterable[Condition]) -> list[Waiting]:
    rows = query_of(reason, *conditions).objects()
    return [Waiting(row, reason, _as_day(vars(row)["day"])) for row in rows]


def _as_day(stored: object) -> date | None:
    """Return the day that a query named; SQLite knows no days, and returns text."""
    if isinstance(stored, str):
        return date.fromisoformat(stored)
    return stored if isinstance(stored, date) else None


def _with_replies(found: list[Waiting]) -> list[Waiting]:
    """Return the same, with the day of a talk, or on which a question or a wait comes to an end."""
    asked = {each.proposal.id for each in found if each.reason.key in ("talking", "asked")}
    days = last_days(asked, settings().terms)
    ends = wait_ends({each.proposal.id for each in found if each.reason.key == "second"})
    return [
        replace(
            each,
            day=(ends if each.reason.key == "second" else days).get(each.proposal.id, each.day),
        )
        for each in found
    ]
