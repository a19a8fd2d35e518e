"""What waits for whom, the most urgent first, as data: add a reason to wait here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from peewee import JOIN, Field, ModelSelect

from regelruimte import clock
from regelruimte.pilots.status import ENOUGH
from regelruimte.settings import settings
from regelruimte.store.models import OutgoingMail, Pilot, Proposal
from regelruimte.store.types import Condition
from regelruimte.workspace.filters import is_late
from regelruimte.workspace.listing import LIST_COLUMNS

_MOST = 10


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something waits, and in whose hands it is; `narrow` is the list that shows them all."""

    key: str
    label: str
    advice: str
    query: Callable[[], ModelSelect[Proposal]]
    narrow: str = ""
    for_us: bool = True


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
    refused = OutgoingMail.failed_at.is_null(False) & ~OutgoingMail.for_coordinator
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
        "late",
        "Te laat",
        "Reageer vandaag. De indiener heeft bericht dat onze reactie later komt.",
        lambda: _where(is_late()),
        "te-laat=ja",
    ),
    Reason(
        "denied",
        "Verkeerd adres",
        "De ontvanger van onze mail zegt: dit ben ik niet. Bel de indiener voor het goede adres.",
        lambda: _where(
            Proposal.email_denied_at.is_null(False),
            Proposal.status.in_(("submitted", "in_conversation", "info_requested")),
        ).order_by(Proposal.email_denied_at),
    ),
    Reason(
        "refused",
        "Mail komt niet aan",
        "De mailserver weigert het adres. Bel de indiener en vul het goede adres in.",
        lambda: _where(Proposal.id.in_(_refused())),
    ),
    Reason(
        "new",
        "Wacht op een reactie",
        "Reageer op tijd: de datum staat bij elk voorstel.",
        lambda: _where(Proposal.status == "submitted", Proposal.reply_due >= clock.today()),
        "status=submitted",
    ),
    Reason(
        "pilot_agree",
        "Een pilot zonder afspraken",
        "Maak de afspraken voor de pilot.",
        lambda: _pilots(_without_agreement(), Proposal.status == "approved", _is_final()),
        "status=approved",
    ),
    Reason(
        "pilot_accept",
        "Een pilot wacht op jullie akkoord",
        "Lees de afspraken en ga akkoord.",
        lambda: _pilots(_preparing(), ~_accepted(Pilot.coordinator_accepted)),
    ),
    Reason(
        "pilot_start",
        "Een pilot kan beginnen",
        "Alles is klaar. Begin de pilot.",
        lambda: _pilots(_preparing(), *_both_accepted(), _is_ready()),
    ),
    Reason(
        "pilot_over",
        "De einddatum is voorbij",
        "Rond de pilot af, verleng of stop de pilot.",
        lambda: _pilots(Pilot.status == "running", Pilot.ends_on <= clock.today()),
    ),
    Reason(
        "pilot_owner",
        "De eindmeting is er",
        "Vertel de uitkomst aan wie over de regel beslist, en noteer wie dat is.",
        lambda: _pilots(Pilot.status == "evaluating", Pilot.measured_at.is_null(False)),
    ),
    Reason(
        "pilot_outcome",
        "Een regel wacht op een uitkomst",
        "Bel wie over de regel beslist, en noteer wat er met de regel gebeurt.",
        lambda: _pilots(Pilot.status == "awaiting_outcome"),
    ),
    Reason(
        "talking",
        "In gesprek",
        "Is het gesprek geweest? Stuur dan een reactie met de uitkomst.",
        lambda: _where(Proposal.status == "in_conversation"),
        "status=in_conversation",
    ),
    Reason(
        "asked",
        "Wacht op een antwoord",
        "De indiener krijgt vanzelf een herinnering.",
        lambda: _where(Proposal.status == "info_requested"),
        "status=info_requested",
        for_us=False,
    ),
    Reason(
        "pilot_applicant",
        "Een pilot wacht op akkoord, mandaat of nulmeting",
        "Open de pilot om te zien wat er nog nodig is.",
        lambda: _pilots(
            _preparing(),
            _accepted(Pilot.coordinator_accepted),
            ~(_accepted(Pilot.applicant_accepted) & _is_ready()),
        ),
        for_us=False,
    ),
    Reason(
        "pilot_measure",
        "Een pilot wacht op de eindmeting",
        "De indiener of jullie vullen de eindmeting in.",
        lambda: _pilots(Pilot.status == "evaluating", Pilot.measured_at.is_null()),
        for_us=False,
    ),
    Reason(
        "pilot_running",
        "Lopende pilots",
        "Jullie en de indiener krijgen halverwege en op de einddatum een mail.",
        lambda: _pilots(Pilot.status == "running", Pilot.ends_on > clock.today()),
        for_us=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one reason: the most urgent rows, and whether there are more."""

    reason: Reason
    rows: list[Proposal]
    has_more: bool


def waiting() -> list[Waiting]:
    """Return what waits, by reason; without the reasons for which nothing waits. A query each."""
    groups = (_waiting(reason) for reason in REASONS)
    return [group for group in groups if group.rows]


def _waiting(reason: Reason) -> Waiting:
    rows = list(reason.query().select(*LIST_COLUMNS).limit(_MOST + 1))
    return Waiting(reason, rows[:_MOST], len(rows) > _MOST)
