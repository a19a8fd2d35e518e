"""What is asked for an introduction: of the coordinator, and of each applicant apart."""

from __future__ import annotations

from collections.abc import Iterable

from regelruimte.fields.choice_kinds import ChoicesKind
from regelruimte.fields.kinds import AREA, one_of
from regelruimte.fields.question import (
    NO,
    YES,
    Choice,
    Question,
    Situation,
    Value,
    always,
)

# Of a coordinator


class TwoKind(ChoicesKind):
    """Two of the question's choices."""

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse fewer, and more."""
        wrong = super().check(question, value)
        return wrong or (None if isinstance(value, list) and len(value) == 2 else _TWO)


_TWO = "Vink precies twee voorstellen aan."
ABOUT = Question(
    key="about",
    label="Over welke regel gaat het?",
    help="Dit lezen beide indieners. Noem de regel, en geen organisatie, plaats of voorbeeld.",
    kind=AREA,
    required=always,
    missing="Schrijf over welke regel het gaat.",
    minimum=5,
    maximum=300,
)
WHY = Question(
    key="why",
    label="Waarom horen ze bij elkaar?",
    help="Alleen nodig als ze niet hetzelfde artikel noemen. De indieners lezen dit niet.",
    kind=AREA,
    maximum=300,
)


def which_two(choices: Iterable[Choice]) -> Question:
    """Return the question which two of these proposals it is about."""
    return Question(
        key="two",
        label="Wie willen elkaar misschien spreken?",
        kind=TwoKind(),
        choices=tuple(choices),
        required=always,
        missing=_TWO,
    )


# Of an applicant

NAME, PHONE, JOB, ORGANISATION = "name_email", "phone", "job_title", "organisation"


class SharesKind(ChoicesKind):
    """What the other may see: a name and an address at least, or nobody can be spoken to."""

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse a choice without a name."""
        wrong = super().check(question, value)
        has_name = isinstance(value, list) and NAME in value
        return wrong or (None if has_name else question.missing)


def _wants(situation: Situation) -> bool:
    return situation.answers.get("wants_contact") == YES


WANTS_CONTACT = one_of(
    "wants_contact",
    "Wil je contact?",
    "Kies of je contact wilt.",
    Choice(YES, "Ja, breng ons in contact"),
    Choice(NO, "Nee, liever niet"),
)
SHARES = Question(
    key="shares",
    label="Wat mag de ander zien?",
    help="Zeg je ja? Dan ziet de ander in elk geval je naam en e-mailadres.",
    kind=SharesKind(),
    choices=(
        Choice(NAME, "Mijn naam en e-mailadres"),
        Choice(PHONE, "Mijn telefoonnummer"),
        Choice(JOB, "Mijn functie"),
        Choice(ORGANISATION, "Mijn organisatie"),
    ),
    applies=_wants,
    required=_wants,
    missing="Vink in elk geval je naam en e-mailadres aan.",
)
OWN_EMPLOYER = Question(
    key="own_employer",
    label="Mag het ook iemand van je eigen organisatie zijn?",
    kind=one_of("own_employer", "", "").kind,
    choices=(Choice(YES, "Ja"), Choice(NO, "Nee")),
    applies=_wants,
    required=_wants,
    missing="Kies of het ook iemand van je eigen organisatie mag zijn.",
)
WHETHER_TO_TALK = (SHARES, OWN_EMPLOYER, WANTS_CONTACT)

READ_NEWS = one_of(
    "read_news",
    "Wil je lezen hoe het is afgelopen?",
    "Kies of je het wilt lezen.",
    Choice(YES, "Ja, ik ben het zelf. Laat zien hoe het is afgelopen"),
    Choice(NO, "Nee, ik wil toch geen contact"),
)
