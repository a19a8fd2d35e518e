"""What a coordinator is asked who enters a proposal for somebody else: all of both steps."""

from __future__ import annotations

from dataclasses import replace

from regelruimte.drafts import journey
from regelruimte.drafts.access_code import DRAFT_CODE
from regelruimte.fields.kinds import FLAG, LINE, one_of
from regelruimte.fields.question import (
    NO,
    YES,
    Choice,
    Question,
    Situation,
    always,
    errors,
    is_empty,
)
from regelruimte.proposals.questions import ABOUT_YOU_STEP, RULE_STEP, TITLE_STEP, Step

# In the order in which one tells it by telephone.
ENTRY_STEPS: tuple[Step, ...] = (RULE_STEP, TITLE_STEP, ABOUT_YOU_STEP)


def _gave_no_address(situation: Situation) -> bool:
    return is_empty(situation.answers.get("email"))


def _asked_by_telephone(question: Question) -> Question:
    """Return the question as it is asked here: whoever gives no address must give a number."""
    if question.key == "email":
        help_text = "Geen e-mailadres? Laat dit leeg en vul een telefoonnummer in."
        return replace(question, required=lambda _: False, help=help_text)
    if question.key == "phone":
        missing = "Vul een e-mailadres of een telefoonnummer in."
        return replace(question, required=_gave_no_address, missing=missing)
    return question


def entry_questions(situation: Situation, step: Step | None = None) -> tuple[Question, ...]:
    """Return the questions of one step, or of all of them, without those of the check."""
    steps = (step,) if step else ENTRY_STEPS
    asked = (question for each in steps for question in journey.questions_of(each, situation))
    return tuple(_asked_by_telephone(question) for question in asked)


def is_complete(situation: Situation) -> bool:
    """Tell whether what was entered can be sent once somebody says yes to it."""
    may = journey.may_propose(situation)
    return may and not errors(entry_questions(situation), situation)


# Behind the mailed link

IS_IT_YOU = one_of(
    "it_is_me",
    "Sprak of mailde je met ons over een regel in je werk?",
    "Kies of jij dat was.",
    Choice(YES, "Dit ben ik"),
    Choice(NO, "Dit ben ik niet"),
)
_CODE = replace(
    DRAFT_CODE,
    help="Alleen nodig als jij het bent. Je hoorde de code van ons. De code ziet eruit als "
    "7KQ4-M2XV. Kwijt? Bel ons.",
    required=lambda situation: situation.answers.get("it_is_me") == YES,
    missing="Vul de code in die je van ons hoorde.",
)


def whose_questions(confidential: bool) -> tuple[Question, ...]:
    """Return what the mailed link asks first; of a confidential draft the code as well."""
    return (IS_IT_YOU, _CODE) if confidential else (IS_IT_YOU,)


SEND_IT = one_of(
    "send_it",
    "Wil je je voorstel versturen?",
    "Kies of je je voorstel wilt versturen.",
    Choice(YES, "Ja, verstuur mijn voorstel"),
    Choice(NO, "Nee, wis alles. Dit kan niet terug"),
)

# By mail: the key of the button, beside which it is said that no mail goes out.
MAIL_IT = "mail_it"
ENTRY_MAILED_OFTEN = (
    "We mailen nu geen link naar dit adres. Er gingen in het laatste uur al drie links naartoe, of "
    "de ontvanger zei eerder: dit ben ik niet. Bel de indiener en kijk of het adres klopt."
)

# By telephone

REPEATED_CODE = Question(
    key="repeated_code",
    label="Welke code zei de indiener terug?",
    help="Lees eerst alles voor, en dan de code. Laat de indiener de code herhalen.",
    kind=LINE,
    required=always,
    missing="Vul de code in die de indiener herhaalde.",
    maximum=20,
)
SAID_YES = Question(
    key="said_yes",
    label="Ik las alles voor en de indiener zei: ja, verstuur mijn voorstel",
    kind=FLAG,
    required=always,
    missing="Vink aan dat je alles voorlas en de indiener ja zei.",
)
WRONG_CODE = (
    "Deze code hoort niet bij deze tekst. Lees de tekst hiernaast en de code hierboven voor, en "
    "vul in wat de indiener herhaalt."
)

WIPE_IT = Question(
    key="wipe_it",
    label="Wis alles wat is ingevoerd. Dit kan niet terug",
    kind=FLAG,
    required=always,
    missing="Vink aan dat je alles wilt wissen.",
)
