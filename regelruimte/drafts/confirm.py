"""The questions that only a person answers, asked before something cannot be taken back.

Mail scanners open links and submit forms as they find them; none of these has a chosen answer.
"""

from __future__ import annotations

from dataclasses import replace

from regelruimte.fields.kinds import EMAIL, FLAG, one_of
from regelruimte.fields.question import (
    NO,
    YES,
    Choice,
    Condition,
    Question,
    Situation,
    always,
    is_empty,
)

ADDRESS_IS_RIGHT = Question(
    key="address_is_right",
    label="Dit e-mailadres klopt",
    kind=FLAG,
    required=always,
    missing="Kijk of je e-mailadres klopt en vink dat aan. Daar krijg je onze reactie.",
)

WHAT_NOW = one_of(
    "what_now",
    "Wil je nu meer vertellen?",
    "Kies of je nu meer wilt vertellen.",
    Choice(YES, "Ja, een paar vragen"),
    Choice(NO, "Nee, toon mijn voorstel"),
)

MAILED_OFTEN = (
    "We mailen nu geen link meer naar dit adres. Kijk bij je ongewenste mail, of kopieer de link "
    "hierboven. Over een uur kun je het opnieuw proberen."
)


def resume_questions(known_email: str) -> tuple[Question, ...]:
    """Return what "later verder" asks; an address that is known is offered, not asked again."""
    to_known = Choice("known", f"Naar {known_email}")
    where = one_of(
        "where",
        "Waar sturen we de link naartoe?",
        "Kies waar we de link naartoe sturen.",
        to_known,
        Choice("other", "Naar een ander e-mailadres"),
    )
    where = replace(where, required=_no_other_is_typed)  # whoever types one has chosen
    if not known_email:
        return (_address("E-mailadres", always),)
    return (where, _address("Het andere e-mailadres", _other_is_chosen))


def _other_is_chosen(situation: Situation) -> bool:
    return situation.answers.get("where") == "other"


def _no_other_is_typed(situation: Situation) -> bool:
    return is_empty(situation.answers.get("resume_email"))


def _address(label: str, required: Condition) -> Question:
    return Question(
        key="resume_email",
        label=label,
        help="We gebruiken dit adres alleen om je deze link te sturen.",
        kind=EMAIL,
        required=required,
        missing="Vul het e-mailadres in waar we de link naartoe sturen.",
        maximum=254,
        autocomplete="email",
    )
