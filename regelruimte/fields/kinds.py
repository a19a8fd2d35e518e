"""Every kind of question that any form may ask; a kind more is a class, a line here and a macro."""

from __future__ import annotations

from regelruimte.fields.choice_kinds import ChoiceKind, ChoicesKind, FlagKind
from regelruimte.fields.number_kinds import DateKind, MomentKind, MonthKind, NumberKind
from regelruimte.fields.question import Choice, Question, always
from regelruimte.fields.text_kinds import AreaKind, EmailKind, LineKind, PhoneKind

LINE, AREA, EMAIL, PHONE = LineKind(), AreaKind(), EmailKind(), PhoneKind()
CHOICE, CHOICES, FLAG = ChoiceKind(), ChoicesKind(), FlagKind()
NUMBER, DATE, MOMENT, MONTH = NumberKind(), DateKind(), MomentKind(), MonthKind()


def one_of(key: str, label: str, missing: str, *choices: Choice, help: str = "") -> Question:
    """Return a question that needs one of these answers; none of them is chosen beforehand.

    A machine that submits a form as it finds it answers no such question.
    """
    return Question(
        key=key,
        label=label,
        help=help,
        kind=CHOICE,
        choices=choices,
        required=always,
        missing=missing,
    )
