"""What a question is: its Dutch text, its kind and limits, and when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from regelruimte.fields.text import clean, seen

if TYPE_CHECKING:
    from regelruimte.fields.base import Kind

Value = str | int | bool | list[str] | None  # what the kind of its question makes of it
Answers = Mapping[str, Value]
_KEPT = 200  # characters of a short answer, and answers to one question

# The keys of the two answers to whatever can be answered so.
YES, NO = "yes", "no"


class Named(Protocol):
    """A choice, a status, an outcome: whatever a label stands for on pages."""

    @property
    def key(self) -> str:
        """Return what it is stored as."""

    @property
    def label(self) -> str:
        """Return what it is called on pages."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be picked: the `key` is stored, the `label` and `help` are read."""

    key: str
    label: str
    help: str = ""


def label(choices: Iterable[Named], key: str) -> str:
    """Return how one of the choices is called; "" for an unknown key."""
    return next((choice.label for choice in choices if choice.key == key), "")


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a condition may look at: the answers so far, and those of the check."""

    answers: Answers = field(default_factory=dict)
    check: Mapping[str, str] = field(default_factory=dict)


Condition = Callable[[Situation], bool]


def always(_: Situation) -> bool:
    """Hold in every situation."""
    return True


def never(_: Situation) -> bool:
    """Hold in no situation."""
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question, as everything that asks, checks, shows or mails it reads it.

    `missing` is what to say when a required answer is not there; `autocomplete` is the token of
    WCAG 1.3.5; `unit` is what a number counts, of one and of more; `short` names it where many
    stand together: in a summary of errors, in a mail, on the page for a manager.
    """

    key: str
    label: str
    kind: Kind
    step: str = ""
    help: str = ""
    required: Condition = never
    missing: str = ""
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 0
    exclusive: str = ""
    applies: Condition = always
    autocomplete: str = ""
    unit: tuple[str, str] = ("", "")
    short: str = ""

    def choice(self, key: str) -> Choice | None:
        """Return the choice with this key, if there is one."""
        for choice in self.choices:
            if choice.key == key:
                return choice
        return None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer in words, as somebody read them."""

    key: str
    step: str
    label: str
    text: str

    def entry(self) -> dict[str, str]:
        """Return it as it is stored; `dataclasses.asdict` copies what needs no copy."""
        return {"key": self.key, "step": self.step, "label": self.label, "text": self.text}


def is_empty(value: Value) -> bool:
    """Tell whether nothing was answered; what nobody sees is nothing, 0 is something."""
    if isinstance(value, str):
        return not seen(value)
    return value is None or value == [] or value is False


def is_equal(one: Value, other: Value) -> bool:
    """Tell whether two answers say the same; nothing is said in several ways."""
    return one == other or (is_empty(one) and is_empty(other))


def kept(question: Question, value: Value) -> Value:
    """Return what a draft stores of an answer, right or not: twice what fits, with room to spare.

    More than that stays on the page only, where it is said; a draft has no other limit.
    """
    most = max(_KEPT, 2 * question.maximum)
    if isinstance(value, list):
        return [_cut(each, most) for each in value[:_KEPT]]
    return _cut(value, most) if isinstance(value, str) else value


def _cut(text: str, most: int) -> str:
    return clean(text[:most]) if len(text) > most else text


def asked(questions: Iterable[Question], situation: Situation) -> tuple[Question, ...]:
    """Return the questions that are asked in this situation, in their order."""
    return tuple(question for question in questions if question.applies(situation))


def error(question: Question, situation: Situation) -> str | None:
    """Return what is wrong with the answer to `question`, in Dutch, or None."""
    value = situation.answers.get(question.key)
    if is_empty(value):
        return question.missing if question.required(situation) else None
    wrong = question.kind.check(question, value)
    return _named(question, wrong) if wrong and question.short else wrong


def _named(question: Question, wrong: str) -> str:
    """Say which question it is about: in the summary at the top several may say the same."""
    return f"{question.short}: {wrong[0].lower()}{wrong[1:]}"


def errors(questions: Iterable[Question], situation: Situation) -> dict[str, str]:
    """Return the error of each asked question whose answer is not right."""
    found = ((q.key, error(q, situation)) for q in asked(questions, situation))
    return {key: message for key, message in found if message}


def record(questions: Iterable[Question], situation: Situation) -> tuple[Answered, ...]:
    """Return each asked question with its answer in words, empty where nothing was answered."""
    return tuple(
        Answered(q.key, q.step, q.label, in_words(q, situation))
        for q in asked(questions, situation)
    )


def in_words(question: Question, situation: Situation) -> str:
    """Return the answer to one question as a person would read it."""
    value = situation.answers.get(question.key)
    return question.kind.nothing if is_empty(value) else question.kind.display(question, value)
