"""What can become of a rule, as data: after a pilot, and as the register tells it."""

from __future__ import annotations

from regelruimte.fields.question import Choice

OUTCOMES: tuple[Choice, ...] = (
    Choice("abolished", "Regel afgeschaft"),
    Choice("adapted", "Regel aangepast"),
    Choice("clarified", "Regel verduidelijkt"),
    Choice("already_allowed", "Bleek al te mogen"),
    Choice("kept", "Regel blijft", help="De regel bleek nodig. Ook dat is een goede uitkomst."),
    Choice("taken_elsewhere", "Meegenomen in een ander traject"),
    Choice("undecided", "De regel is niet veranderd en er is niets afgesproken"),
)
