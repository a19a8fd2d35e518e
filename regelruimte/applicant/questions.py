"""What the applicant's own pages ask."""

from __future__ import annotations

from dataclasses import replace

from regelruimte.fields.kinds import AREA, FLAG, LINE, one_of
from regelruimte.fields.question import NO, YES, Choice, Question, Situation, always


def _says_it_is_me(situation: Situation) -> bool:
    return situation.answers.get("it_is_me") == YES


IT_IS_ME = one_of(
    "it_is_me",
    "Heb jij ons dit bericht gestuurd?",
    "Kies of jij dit bericht hebt gestuurd.",
    Choice(YES, "Dit ben ik"),
    Choice(NO, "Dit ben ik niet"),
)


WRONG_REFERENCE = "Dit kenmerk hoort niet bij deze link. Kijk het na en probeer het opnieuw."

# Not chosen beforehand: a mail scanner that submits the form as it finds it changes nothing.
READY = Question(
    key="ready",
    label="Ja, verstuur mijn antwoord",
    kind=FLAG,
    required=always,
    missing="Vink aan dat je je antwoord wilt versturen.",
)

REMARK = Question(
    key="remark",
    label="Wil je er iets bij zeggen?",
    kind=AREA,
    maximum=1500,
)
# Where a coordinator asked something in words only, the remark is the answer.
ANSWER = replace(REMARK, label="Je antwoord", required=always, missing="Schrijf je antwoord op.")
NOTHING_NEW = "Je hebt nog niets gewijzigd. Pas een antwoord aan, of schrijf er iets bij."

_REFERENCE = Question(
    key="reference",
    label="Wat is het kenmerk van je voorstel?",
    help="Alleen nodig als jij het bent. Je zag het toen je het voorstel stuurde, zoals "
    "RR-7KQ4-M2XV. Kwijt? Bel ons.",
    kind=LINE,
    required=_says_it_is_me,
    missing="Vul het kenmerk in dat je zag toen je het voorstel stuurde.",
    maximum=40,
)


def door_questions(confidential: bool) -> tuple[Question, ...]:
    """Return what to ask; of a confidential proposal also the reference, which no mail holds."""
    return (IT_IS_ME, _REFERENCE) if confidential else (IT_IS_ME,)


WITHDRAW_IT = one_of(
    "withdraw_it",
    "Wil je dit voorstel intrekken?",
    "Kies of je het voorstel wilt intrekken.",
    Choice(YES, "Ja, ik trek het in"),
    Choice(NO, "Nee, ik laat het staan"),
)

ERASE_IT = one_of(
    "erase_it",
    "Wil je alles wissen?",
    "Kies of je alles wilt wissen.",
    Choice(YES, "Ja, wis alles. Dit kan niet terug"),
    Choice(NO, "Nee, bewaar het"),
)

SHARE_IT = one_of(
    "share_it",
    "Mogen we je vragen of je voorbeeld op de site mag?",
    "Kies of we je dat mogen vragen.",
    Choice(YES, "Ja, dat mag"),
    Choice(NO, "Nee, vraag het niet"),
)

FILLED, EMPTY = "filled", "empty"

NEXT_ONE = one_of(
    "next_one",
    "Hoe wil je beginnen?",
    "Kies hoe je wilt beginnen.",
    Choice(FILLED, "Met mijn gegevens en mijn check alvast ingevuld"),
    Choice(EMPTY, "Helemaal opnieuw"),
)
