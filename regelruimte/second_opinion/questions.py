"""What a second is asked about a reply; no answer is chosen beforehand."""

from __future__ import annotations

from regelruimte.fields.kinds import AREA, one_of
from regelruimte.fields.question import Choice, Question, Situation

JUDGEMENT = "judgement"
AGREE, DISAGREE, LEAVE = "agree", "disagree", "leave"


def _disagrees(situation: Situation) -> bool:
    return situation.answers.get(JUDGEMENT) == DISAGREE


OBJECTION = Question(
    key="objection",
    label="Waarom denk je er anders over?",
    help="Alleen jullie lezen dit. Vul dit in als je er anders over denkt.",
    kind=AREA,
    required=_disagrees,
    missing="Schrijf op waarom je er anders over denkt.",
    maximum=1000,
)


def judgement_about(writer: str) -> Question:
    """Return the question to a second about a reply of this `writer`, by name."""
    return one_of(
        JUDGEMENT,
        "Wat vind je van deze reactie?",
        "Kies wat je van de reactie vindt.",
        Choice(AGREE, "Ik ben het ermee eens"),
        Choice(DISAGREE, "Ik denk er anders over"),
        Choice(LEAVE, f"Ik laat het aan {writer}"),
    )
