"""The statuses of a pilot and of its mandate, as data: add one here."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.fields.question import Choice


@dataclass(frozen=True, slots=True)
class PilotStatus:
    """One status; `follows` are the keys it may change into, `explained` tells both sides."""

    key: str
    label: str
    explained: str
    follows: tuple[str, ...] = ()
    is_over: bool = False


PILOT_STATUSES: tuple[PilotStatus, ...] = (
    PilotStatus(
        "preparing",
        "In voorbereiding",
        "We maken afspraken. De regel geldt nog gewoon.",
        ("running", "not_started"),
    ),
    PilotStatus(
        "running",
        "Loopt",
        "De pilot loopt en stopt niet vanzelf. Op de einddatum ronden jullie de pilot samen af.",
        ("evaluating", "stopped"),
    ),
    PilotStatus(
        "evaluating",
        "We kijken terug",
        "De pilot is klaar en de regel geldt weer. Nu tellen we wat de pilot heeft opgeleverd.",
        ("awaiting_outcome",),
    ),
    PilotStatus(
        "awaiting_outcome",
        "Wacht op wie over de regel beslist",
        "De eindmeting is er. Wie over de regel beslist, bepaalt nu wat er met de regel gebeurt.",
        ("closed",),
    ),
    PilotStatus(
        "closed", "Afgerond", "Het is duidelijk wat er met de regel gebeurt.", is_over=True
    ),
    PilotStatus("stopped", "Gestopt", "De pilot is gestopt. De regel geldt weer.", is_over=True),
    PilotStatus(
        "not_started",
        "Niet gestart",
        "De pilot is niet begonnen. De regel blijft gelden.",
        is_over=True,
    ),
)

MANDATES: tuple[Choice, ...] = (
    Choice("present", "Ja, dat was er al"),
    Choice("requested", "Gevraagd"),
    Choice("obtained", "Ja, gekregen"),
    Choice("refused", "Geweigerd"),
    Choice("unknown", "Nog niet bekend"),
)
# With which of them a trial may start.
ENOUGH = ("present", "obtained")
# What the check's answer about the mandate says of it.
_FROM_CHECK = {"yes": "present", "with_bzk": "requested"}


def pilot_status(key: str) -> PilotStatus:
    """Return the status with this key; raises KeyError for an unknown one."""
    for known in PILOT_STATUSES:
        if known.key == key:
            return known
    raise KeyError(key)


def mandate_from_check(answer: str) -> str:
    """Return the mandate that the check's answer tells of."""
    return _FROM_CHECK.get(answer, "unknown")
