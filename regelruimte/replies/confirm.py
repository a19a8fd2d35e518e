"""The last question before a reply is given; no answer is chosen beforehand."""

from __future__ import annotations

from regelruimte.fields.kinds import CHOICE
from regelruimte.fields.question import Choice, Question, always

GIVE, CHANGE = "give", "change"

GIVE_IT = Question(
    key="give_it",
    label="Wil je deze reactie geven?",
    kind=CHOICE,
    choices=(
        Choice(GIVE, "Ja, geef deze reactie"),
        Choice(CHANGE, "Nee, ik wil nog iets wijzigen"),
    ),
    required=always,
    missing="Kies of je deze reactie wilt geven.",
)

UNDO, KEEP = "undo", "keep"

UNDO_IT = Question(
    key="undo_it",
    label="Wil je deze reactie ongedaan maken?",
    kind=CHOICE,
    choices=(
        Choice(UNDO, "Ja, maak de reactie ongedaan"),
        Choice(KEEP, "Nee, laat de reactie staan"),
    ),
    required=always,
    missing="Kies of je de reactie ongedaan wilt maken.",
)
