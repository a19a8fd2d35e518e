"""The statuses of a pilot and of its mandate, as data: add one here."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.fields.question import Choice
from regelruimte.replies.kinds import LETS_GO


@dataclass(frozen=True, slots=True)
class PilotStatus:
    """One status; `follows` are the keys it may change into, `explanation` tells both sides.

    Its `{rule}` says how it is with the rule once nothing is tried any more.
    """

    key: str
    label: str
    explanation: str
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
        "De pilot is klaar. {rule} Nu tellen we wat de pilot heeft opgeleverd.",
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
    PilotStatus("stopped", "Gestopt", "De pilot is gestopt. {rule}", is_over=True),
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
ROOMS: tuple[Choice, ...] = (
    Choice("unknown", "Nog niet gevraagd"),
    Choice("not_needed", "Niet nodig: de eigen organisatie beslist over de regel"),
    Choice("asked", "Gevraagd"),
    Choice("given", "Ja, gegeven"),
    Choice("refused", "Geweigerd"),
)
# Of the forms of a pilot the one in which a rule does not count for a while.
# With which mandates a trial may start.
ENOUGH = ("present", "obtained")
# What the check's answer about the mandate says of it.
_FROM_CHECK = {"yes": "present", "with_bzk": "requested"}


def pilot_status(key: str) -> PilotStatus:
    """Return the status with this key; raises KeyError for an unknown one."""
    for known in PILOT_STATUSES:
        if known.key == key:
            return known
    raise KeyError(key)


def explained(status: PilotStatus, pilot_form: str) -> str:
    """Return how it stands, as both sides read it: only what was let go of counts again."""
    counts_again = pilot_form == LETS_GO
    rule = "De regel geldt weer." if counts_again else "Jullie werken weer volgens de regel."
    return status.explanation.format(rule=rule)


def mandate_from_check(answer: str) -> str:
    """Return the mandate that the check's answer tells of."""
    return _FROM_CHECK.get(answer, "unknown")
