"""The last question before a reply is given; no answer is chosen beforehand."""

from __future__ import annotations

from regelruimte.fields.kinds import one_of
from regelruimte.fields.question import Choice

GIVE, CHANGE = "give", "change"

GIVE_IT = one_of(
    "give_it",
    "Wil je deze reactie sturen?",
    "Kies of je deze reactie wilt sturen.",
    Choice(GIVE, "Ja, stuur deze reactie"),
    Choice(CHANGE, "Nee, ik wil nog iets wijzigen"),
)

UNDO, KEEP = "undo", "keep"

UNDO_IT = one_of(
    "undo_it",
    "Wil je deze reactie ongedaan maken?",
    "Kies of je de reactie ongedaan wilt maken.",
    Choice(UNDO, "Ja, maak de reactie ongedaan"),
    Choice(KEEP, "Nee, laat de reactie staan"),
)
