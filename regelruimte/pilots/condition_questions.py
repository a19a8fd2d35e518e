"""What a coordinator is asked about the conditions of a pilot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regelruimte.fields.kinds import AREA, CHOICES, DATE, one_of
from regelruimte.fields.question import Answers, Choice, Question, Situation, always, is_empty
from regelruimte.pilots.conditions import WHO, Offered

LONGEST = 200  # characters
BEFORE, DURING = "before", "during"
OPEN, MET, DROPPED = "open", "met", "dropped"
_NOTHING = "Vink een voorwaarde aan, of schrijf er zelf een op."


def _is_own(situation: Situation) -> bool:
    return not is_empty(situation.answers.get("condition_text"))


def which_offered(offered: Sequence[Offered]) -> Question:
    """Return the question which of these conditions go with the pilot; none is ticked."""
    return Question(
        key="offered",
        label="Welke voorwaarden horen bij deze pilot?",
        help="Ze passen bij de regel en de grenzen in het voorstel. Je kunt ze daarna wijzigen.",
        kind=CHOICES,
        choices=tuple(Choice(each.key, each.text) for each in offered),
    )


OWN_TEXT = Question(
    key="condition_text",
    label="Schrijf zelf een voorwaarde",
    help="Eén voorwaarde per keer. De indiener leest hem ook.",
    kind=AREA,
    maximum=LONGEST,
)
WHO_SEES_TO_IT = replace(
    one_of("condition_who", "Wie zorgt ervoor?", "Kies wie ervoor zorgt.", *WHO),
    required=_is_own,
)
WHEN = replace(
    one_of(
        "condition_when",
        "Wanneer moet eraan voldaan zijn?",
        "Kies wanneer eraan voldaan moet zijn.",
        Choice(BEFORE, "Voordat de pilot begint"),
        Choice(DURING, "Terwijl de pilot loopt"),
    ),
    required=_is_own,
)
DUE = Question(
    key="condition_due",
    label="Op welke dag moet dat klaar zijn?",
    help="Op die dag zie je de voorwaarde in de werkruimte.",
    kind=DATE,
)
_WITH_OWN = "Kies dit als je zelf een voorwaarde schrijft."
OWN = (
    OWN_TEXT,
    replace(WHO_SEES_TO_IT, help=_WITH_OWN),
    replace(WHEN, help=_WITH_OWN),
    DUE,
)

TEXT = Question(
    key="condition_text",
    label="De voorwaarde",
    kind=AREA,
    required=always,
    missing="Schrijf de voorwaarde op.",
    maximum=LONGEST,
)
STATE = one_of(
    "condition_state",
    "Is eraan voldaan?",
    "Kies of aan de voorwaarde is voldaan.",
    Choice(OPEN, "Nog niet"),
    Choice(MET, "Ja"),
    Choice(DROPPED, "De voorwaarde is niet meer nodig", "We wissen de voorwaarde."),
)
NOTE = Question(
    key="condition_note",
    label="Hoe weet je dat?",
    help="Bijvoorbeeld: gezegd in het overleg van 3 maart. De indiener leest dat ook.",
    kind=AREA,
    maximum=500,
)
CHANGED = (TEXT, WHO_SEES_TO_IT, WHEN, DUE, STATE, NOTE)


def nothing_chosen(values: Answers) -> dict[str, str]:
    """Return what to say when neither a condition was ticked nor one was written."""
    chosen = not is_empty(values.get("offered")) or not is_empty(values["condition_text"])
    return {} if chosen else {"condition_text": _NOTHING}
